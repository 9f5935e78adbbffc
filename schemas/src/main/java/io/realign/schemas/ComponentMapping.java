package io.realign.schemas;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** How one kind of component travels. */
sealed interface ComponentMapping {
    Object toAvro(Object java);

    Object toJava(Object avro);

    static ComponentMapping of(Type type, Schema schema) {
        if (type instanceof ParameterizedType generic) {
            Type of = generic.getActualTypeArguments()[0];
            return generic.getRawType() == List.class
                    ? new ArrayValue(schema, of(of, schema.getElementType()))
                    : new NullableValue(of(of, schema.getTypes().get(1)));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return new NestedRecord(new RecordMapping<>(plain, schema));
        }
        if (plain.isEnum()) {
            return new EnumSymbol(plain, schema);
        }
        if (plain == Instant.class) {
            return new TimestampMillis();
        }
        return plain == String.class ? new Text() : new Primitive();
    }

    record Primitive() implements ComponentMapping {
        @Override
        public Object toAvro(Object java) {
            return java;
        }

        @Override
        public Object toJava(Object avro) {
            return avro;
        }
    }

    record Text() implements ComponentMapping {
        @Override
        public Object toAvro(Object java) {
            return java;
        }

        @Override
        public Object toJava(Object avro) {
            return avro.toString();
        }
    }

    /** Milliseconds since the epoch: what is finer is cut off. */
    record TimestampMillis() implements ComponentMapping {
        @Override
        public Object toAvro(Object java) {
            return ((Instant) java).toEpochMilli();
        }

        @Override
        public Object toJava(Object avro) {
            return Instant.ofEpochMilli((Long) avro);
        }
    }

    record EnumSymbol(Class<?> type, Schema schema) implements ComponentMapping {
        @Override
        public Object toAvro(Object java) {
            return new GenericData.EnumSymbol(schema, ((Enum<?>) java).name());
        }

        @Override
        public Object toJava(Object avro) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(avro.toString()))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("no " + type.getSimpleName() + " is called " + avro));
        }
    }

    record NullableValue(ComponentMapping value) implements ComponentMapping {
        @Override
        public Object toAvro(Object java) {
            return ((Optional<?>) java).map(value::toAvro).orElse(null);
        }

        @Override
        public Object toJava(Object avro) {
            return Optional.ofNullable(avro).map(value::toJava);
        }
    }

    record ArrayValue(Schema schema, ComponentMapping value) implements ComponentMapping {
        @Override
        public Object toAvro(Object java) {
            List<?> list = (List<?>) java;
            GenericData.Array<Object> array = new GenericData.Array<>(list.size(), schema);
            list.forEach(item -> array.add(value.toAvro(item)));
            return array;
        }

        @Override
        public Object toJava(Object avro) {
            List<?> array = (List<?>) avro;
            List<Object> list = new ArrayList<>(array.size());
            array.forEach(item -> list.add(value.toJava(item)));
            return list;
        }
    }

    record NestedRecord(RecordMapping<?> mapping) implements ComponentMapping {
        @Override
        public Object toAvro(Object java) {
            return mapping.toAvro(java);
        }

        @Override
        public Object toJava(Object avro) {
            return mapping.toJava((IndexedRecord) avro);
        }
    }
}
