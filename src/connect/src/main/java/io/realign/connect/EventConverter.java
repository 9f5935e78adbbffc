package io.realign.connect;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.schemas.Topics;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/** Kafka Connect value converter that encodes the rows of a source connector as feature events. */
public final class EventConverter implements Converter {
    private static final String FEATURES = "features";
    private static final String DOMAIN = "domain";
    private static final String ID = "id";
    private static final String TIME = "time";
    private static final String LABEL = "label";

    private static final ConfigDef OPTIONS = new ConfigDef()
            .define(FEATURES, LIST, NO_DEFAULT_VALUE, HIGH, "Numeric columns in the order of the features.")
            .define(DOMAIN, STRING, DOMAIN, HIGH, "Column of the domain, which must also be the record key.")
            .define(ID, STRING, ID, HIGH, "Column of the event id, unique within the domain.")
            .define(
                    TIME,
                    STRING,
                    null,
                    MEDIUM,
                    "Column of the event time: a timestamp, milliseconds since 1970, or ISO 8601 text with an offset."
                            + " By default the time of the conversion.")
            .define(
                    LABEL,
                    STRING,
                    null,
                    MEDIUM,
                    "Column of the label, for source.events. By default events have no label.");

    private final InstantSource clock;
    private List<String> features = List.of();
    private String domain = DOMAIN;
    private String id = ID;
    private Optional<String> time = Optional.empty();
    private Optional<String> label = Optional.empty();

    /** Used by Kafka Connect. */
    public EventConverter() {
        this(Clock.systemUTC());
    }

    EventConverter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ConfigDef config() {
        return OPTIONS;
    }

    @Override
    public void configure(Map<String, ?> options, boolean isKey) {
        if (isKey) {
            throw new ConfigException(
                    "expected use as value.converter, got key.converter; use StringConverter for keys");
        }
        AbstractConfig config = new AbstractConfig(OPTIONS, options);
        features = List.copyOf(config.getList(FEATURES));
        if (features.isEmpty()) {
            throw new ConfigException("value.converter.features: expected at least one feature column, got none");
        }
        domain = config.getString(DOMAIN);
        id = config.getString(ID);
        time = Optional.ofNullable(config.getString(TIME));
        label = Optional.ofNullable(config.getString(LABEL));
    }

    /** Returns null for null, which connectors write for deleted rows. */
    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return value == null ? null : Topics.TARGET_EVENTS.codec().encode(event(ConnectRow.of(topic, value)));
    }

    private FeatureEvent event(ConnectRow row) {
        return new FeatureEvent(
                row.required("value.converter.id", id, "an id").toString(),
                row.required("value.converter.domain", domain, "a domain").toString(),
                time.map(column -> time(row, column)).orElseGet(clock::instant),
                features(row),
                label.flatMap(row::value).map(Object::toString));
    }

    private Tensor features(ConnectRow row) {
        float[] values = new float[features.size()];
        for (int i = 0; i < values.length; i++) {
            String column = features.get(i);
            Object value = row.required("value.converter.features", column, "a number");
            if (!(value instanceof Number number)) {
                throw row.columnError("value.converter.features", column, "a number", typeName(value));
            }
            values[i] = number.floatValue();
        }
        return Tensor.vector(values);
    }

    private static Instant time(ConnectRow row, String column) {
        Object value = row.required("value.converter.time", column, "a time");
        try {
            if (value instanceof Date date) {
                return date.toInstant();
            }
            if (value instanceof Long millis) {
                return Instant.ofEpochMilli(millis);
            }
            if (value instanceof CharSequence text) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException e) {
            throw new DataException(
                    row.columnError("value.converter.time", column, "a time", value)
                            .getMessage(),
                    e);
        }
        throw row.columnError("value.converter.time", column, "a time", typeName(value));
    }

    private static String typeName(Object value) {
        return "a " + value.getClass().getSimpleName();
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        throw new DataException(topic + ": expected a source connector; this converter does not decode events");
    }
}
