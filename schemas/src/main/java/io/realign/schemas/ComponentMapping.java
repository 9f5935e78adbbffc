package io.realign.schemas;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Converts a record component between its Java value and its Avro value. Truncates times to milliseconds. */
record ComponentMapping(UnaryOperator<Object> toAvro, UnaryOperator<Object> toJava) {
    static ComponentMapping of(Type type, Schema schema) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                return array(schema, of(argument, schema.getElementType()));
            }
            // An Optional is a union of null and the value.
            Schema valueSchema = schema.getTypes().get(1);
            return optional(of(argument, valueSchema));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            RecordMapping<?> nested = new RecordMapping<>(plain, schema);
            return new ComponentMapping(nested::toAvro, avro -> nested.toJava((IndexedRecord) avro));
        }
        if (plain.isEnum()) {
            return new ComponentMapping(
                    java -> new GenericData.EnumSymbol(schema, ((Enum<?>) java).name()),
                    avro -> enumConstant(plain, avro.toString()));
        }
        if (plain == Instant.class) {
            return new ComponentMapping(
                    java -> ((Instant) java).toEpochMilli(), avro -> Instant.ofEpochMilli((Long) avro));
        }
        return new ComponentMapping(
                UnaryOperator.identity(), plain == String.class ? Object::toString : UnaryOperator.identity());
    }

    private static ComponentMapping optional(ComponentMapping value) {
        return new ComponentMapping(
                java -> ((Optional<?>) java).map(value.toAvro).orElse(null),
                avro -> Optional.ofNullable(avro).map(value.toJava));
    }

    private static ComponentMapping array(Schema schema, ComponentMapping item) {
        return new ComponentMapping(
                java -> new GenericData.Array<>(
                        schema, ((List<?>) java).stream().map(item.toAvro).toList()),
                avro -> ((List<?>) avro).stream().map(item.toJava).toList());
    }

    private static Object enumConstant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a constant of " + type.getSimpleName() + ", got " + name));
    }
}
