package io.realign.connect;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** A row of a source connector for a topic. {@code columns} maps column names to non-null values. */
record ConnectRow(String topic, Map<String, Object> columns) {
    /** @throws DataException if the value is neither a Struct nor a Map */
    static ConnectRow of(String topic, Object value) {
        if (value instanceof Struct struct) {
            return new ConnectRow(
                    topic,
                    struct.schema().fields().stream()
                            .filter(field -> struct.get(field) != null)
                            .collect(Collectors.toMap(Field::name, struct::get)));
        }
        if (value instanceof Map<?, ?> map) {
            return new ConnectRow(
                    topic,
                    map.entrySet().stream()
                            .filter(entry -> entry.getKey() != null && entry.getValue() != null)
                            .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)));
        }
        throw new DataException("%s: expected a Struct or a Map, got %s; convert the records to rows with a transform"
                .formatted(topic, value.getClass().getSimpleName()));
    }

    Optional<Object> value(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    /** @throws DataException if the column is missing */
    Object required(String option, String column, String expected) {
        return value(column).orElseThrow(() -> columnError(option, column, expected, "none"));
    }

    DataException columnError(String option, String column, String expected, Object actual) {
        return new DataException("%s: expected %s in the column '%s' of %s, got %s; the columns are %s"
                .formatted(
                        topic,
                        expected,
                        column,
                        option,
                        actual,
                        columns.keySet().stream().sorted().toList()));
    }
}
