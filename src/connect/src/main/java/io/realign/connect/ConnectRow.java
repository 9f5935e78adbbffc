package io.realign.connect;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * What a connector delivers.
 *
 * @param topic where its event goes
 * @param columns values by name; an absent column is not there or is null
 */
record ConnectRow(String topic, Map<String, Object> columns) {
    /** @throws DataException if it is no row, but a line or a number, say */
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
        throw new DataException(
                "%s: expected a row, a Struct or a Map, got %s; let a transform make rows of what the connector delivers"
                        .formatted(topic, value.getClass().getSimpleName()));
    }

    Optional<Object> value(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    /** @throws DataException if it is not there */
    Object required(String option, String column, String what) {
        return value(column).orElseThrow(() -> columnError(option, column, what, "none"));
    }

    DataException columnError(String option, String column, String what, Object got) {
        return new DataException("%s: expected %s in the column '%s' that %s names, got %s; the row has %s"
                .formatted(
                        topic,
                        what,
                        column,
                        option,
                        got,
                        columns.keySet().stream().sorted().toList()));
    }
}
