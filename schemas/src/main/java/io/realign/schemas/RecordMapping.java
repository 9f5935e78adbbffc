package io.realign.schemas;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;

/**
 * Maps a Java record onto an Avro record, component by component, by name.
 *
 * <p>The rules work with plain records and know nothing of Avro; this is the one place where the two meet.
 */
final class RecordMapping<T> {
    private final Schema schema;
    private final Constructor<T> constructor;
    private final List<Component> components;

    RecordMapping(Class<T> type, Schema schema) {
        this.schema = schema;
        RecordComponent[] declared = type.getRecordComponents();
        if (declared.length != schema.getFields().size()) {
            throw new IllegalArgumentException("%s has %d components, its schema %d fields"
                    .formatted(
                            type.getName(), declared.length, schema.getFields().size()));
        }
        this.components = Arrays.stream(declared)
                .map(component -> component(schema, component))
                .toList();
        this.constructor = canonical(type, declared);
    }

    GenericRecord toAvro(Object message) {
        GenericRecord avro = new GenericData.Record(schema);
        for (Component component : components) {
            avro.put(component.position(), component.value().toAvro(read(component.source(), message)));
        }
        return avro;
    }

    T toJava(IndexedRecord avro) {
        Object[] arguments = components.stream()
                .map(component -> component.value().toJava(avro.get(component.position())))
                .toArray();
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    schema.getName() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + schema.getFullName(), e);
        }
    }

    private static Component component(Schema schema, RecordComponent source) {
        Schema.Field field = schema.getField(source.getName());
        if (field == null) {
            throw new IllegalArgumentException(schema.getFullName() + " has no field " + source.getName());
        }
        return new Component(field.pos(), source, Value.of(source.getGenericType(), field.schema()));
    }

    private static <T> Constructor<T> canonical(Class<T> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    private static Object read(RecordComponent component, Object message) {
        try {
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private record Component(int position, RecordComponent source, Value value) {}

    /** How one kind of component travels. */
    private sealed interface Value {
        Object toAvro(Object java);

        Object toJava(Object avro);

        static Value of(Type type, Schema schema) {
            if (type instanceof ParameterizedType generic) {
                Type of = generic.getActualTypeArguments()[0];
                return generic.getRawType() == List.class
                        ? new Many(schema, of(of, schema.getElementType()))
                        : new Maybe(of(of, schema.getTypes().get(1)));
            }
            Class<?> plain = (Class<?>) type;
            if (plain.isRecord()) {
                return new Nested(new RecordMapping<>(plain, schema));
            }
            if (plain.isEnum()) {
                return new Constant(plain, schema);
            }
            if (plain == Instant.class) {
                return new Time();
            }
            return plain == String.class ? new Text() : new Primitive();
        }
    }

    private record Primitive() implements Value {
        @Override
        public Object toAvro(Object java) {
            return java;
        }

        @Override
        public Object toJava(Object avro) {
            return avro;
        }
    }

    private record Text() implements Value {
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
    private record Time() implements Value {
        @Override
        public Object toAvro(Object java) {
            return ((Instant) java).toEpochMilli();
        }

        @Override
        public Object toJava(Object avro) {
            return Instant.ofEpochMilli((Long) avro);
        }
    }

    private record Constant(Class<?> type, Schema schema) implements Value {
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

    private record Maybe(Value value) implements Value {
        @Override
        public Object toAvro(Object java) {
            return ((Optional<?>) java).map(value::toAvro).orElse(null);
        }

        @Override
        public Object toJava(Object avro) {
            return Optional.ofNullable(avro).map(value::toJava);
        }
    }

    private record Many(Schema schema, Value value) implements Value {
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

    private record Nested(RecordMapping<?> mapping) implements Value {
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
