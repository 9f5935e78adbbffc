package io.realign.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventConverterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-01-01T09:59:58.500Z");

    private static final Map<String, String> ALL =
            Map.of("features", "x1, x2", "domain", "oven", "id", "number", "time", "at", "label", "class");

    @Test
    void struct_isConvertedWithConfiguredColumns() {
        Schema schema = SchemaBuilder.struct()
                .field("number", Schema.INT64_SCHEMA)
                .field("oven", Schema.STRING_SCHEMA)
                .field("at", Timestamp.SCHEMA)
                .field("x2", Schema.FLOAT64_SCHEMA)
                .field("x1", Schema.INT32_SCHEMA)
                .field("class", Schema.OPTIONAL_STRING_SCHEMA)
                .field("remark", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct row = new Struct(schema)
                .put("number", 4711L)
                .put("oven", "oven-3")
                .put("at", Date.from(BEFORE))
                .put("x2", 4.25)
                .put("x1", 3)
                .put("class", "a");

        assertThat(converted(ALL, row))
                .isEqualTo(new FeatureEvent("4711", "oven-3", BEFORE, Tensor.vector(3, 4.25f), Optional.of("a")));
    }

    @Test
    void map_isConvertedWithDefaults() {
        Map<String, String> few = Map.of("features", "x1,x2");

        assertThat(converted(few, Map.of("id", "a", "domain", "oven-3", "x1", 1f, "x2", new BigDecimal("2.5"))))
                .isEqualTo(new FeatureEvent("a", "oven-3", NOW, Tensor.vector(1, 2.5f), Optional.empty()));
    }

    static Object[] times() {
        return new Object[] {Date.from(BEFORE), BEFORE.toEpochMilli(), "2026-01-01T10:59:58.5+01:00", BEFORE.toString()
        };
    }

    @ParameterizedTest
    @MethodSource("times")
    void time_isConvertedFromEachType(Object time) {
        assertThat(converted(ALL, row("at", time)).time()).isEqualTo(BEFORE);
    }

    static Object[][] wrong() {
        return new Object[][] {
            {"x2", null, "expected a number in the column 'x2' of value.converter.features, got none"},
            {"x2", "4,2", "expected a number in the column 'x2' of value.converter.features, got a String"},
            {"number", null, "expected an id in the column 'number' of value.converter.id, got none"},
            {"oven", null, "expected a domain in the column 'oven' of value.converter.domain, got none"},
            {"at", null, "expected a time in the column 'at' of value.converter.time, got none"},
            {"at", "noon", "expected a time in the column 'at' of value.converter.time, got noon"},
            {"at", 1.5, "expected a time in the column 'at' of value.converter.time, got a Double"}
        };
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void invalidColumn_isNamedInTheError(String column, Object value, String reason) {
        EventConverter converter = configured(ALL);
        Map<String, Object> row = row(column, value);

        assertThatThrownBy(() -> converter.fromConnectData("target.events", null, row))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("target.events: ")
                .hasMessageContaining(reason)
                .hasMessageContaining("the columns are [");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a line", "1,2,3"})
    void valueThatIsNotARow_isRejected(String line) {
        EventConverter converter = configured(ALL);

        assertThatThrownBy(() -> converter.fromConnectData("target.events", Schema.STRING_SCHEMA, line))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected a Struct or a Map, got String");
    }

    @Test
    void deletedRow_isNull() {
        assertThat(configured(ALL).fromConnectData("target.events", null, null)).isNull();
    }

    @Test
    void missingFeatures_andUseForKeys_areRejected() {
        assertThatThrownBy(() -> configured(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("features");
        assertThatThrownBy(() -> configured(Map.of("features", "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected at least one feature column");
        assertThatThrownBy(() -> new EventConverter().configure(ALL, true))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected use as value.converter");
    }

    @Test
    void converter_isFoundByConnect() {
        assertThat(ServiceLoader.load(Converter.class)).hasAtLeastOneElementOfType(EventConverter.class);
    }

    private static Map<String, Object> row(String column, Object value) {
        Map<String, Object> row = new HashMap<>(
                Map.of("number", "a", "oven", "oven-3", "at", BEFORE.toEpochMilli(), "x1", 1f, "x2", 2f, "class", "a"));
        row.put(column, value);
        return row;
    }

    private static FeatureEvent converted(Map<String, String> options, Object row) {
        byte[] bytes = configured(options).fromConnectData("target.events", null, row);
        assertThat(Topics.TARGET_EVENTS.codec().decode(bytes)).isInstanceOf(DecodeResult.Valid.class);
        return ((DecodeResult.Valid<FeatureEvent>) Topics.TARGET_EVENTS.codec().decode(bytes)).message();
    }

    private static EventConverter configured(Map<String, String> options) {
        EventConverter converter = new EventConverter(() -> NOW);
        converter.configure(options, false);
        return converter;
    }
}
