package io.realign.schemas;

import io.realign.event.Texts;
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

/** Converts a record component between its Java value and its Avro value. Truncates times to milliseconds, and shortens text. */
record ComponentMapping(UnaryOperator<Object> toAvro, UnaryOperator<Object> toJava) {
    private static final long MAX_TIME =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

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
            return new ComponentMapping(java -> ((Instant) java).toEpochMilli(), avro -> time((Long) avro));
        }
        if (plain == String.class) {
            return new ComponentMapping(java -> Texts.description((String) java), avro -> text(avro.toString()));
        }
        return new ComponentMapping(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** Limits the time, since databases and JSON readers accept only years of four digits. */
    private static Instant time(long epochMillis) {
        if (epochMillis < 0 || epochMillis > MAX_TIME) {
            throw new IllegalArgumentException(
                    "expected a time from 0 to " + MAX_TIME + " ms, the years 1970 to 9999, got " + epochMillis);
        }
        return Instant.ofEpochMilli(epochMillis);
    }

    private static String text(String value) {
        if (!Texts.isDescription(value)) {
            throw new IllegalArgumentException("expected at most %d printable characters, got %d: '%s'"
                    .formatted(Texts.MAX_DESCRIPTION_LENGTH, value.length(), Texts.excerpt(value)));
        }
        return value;
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
