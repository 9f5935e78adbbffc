package io.realign.schemas;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;

/** Maps a Java record to an Avro record by the names of its components, so that the core records do not depend on Avro. */
final class RecordMapping<T> {
    private final Schema schema;
    private final Constructor<T> constructor;
    private final List<Component> components;

    RecordMapping(Class<T> type, Schema schema) {
        this.schema = schema;
        RecordComponent[] declared = type.getRecordComponents();
        if (declared.length != schema.getFields().size()) {
            throw new IllegalArgumentException("%s: expected %d components, one for each field of its schema, got %d"
                    .formatted(type.getName(), schema.getFields().size(), declared.length));
        }
        this.components = Arrays.stream(declared)
                .map(component -> component(schema, component))
                .toList();
        this.constructor = canonical(type, declared);
    }

    GenericRecord toAvro(Object message) {
        GenericRecord avro = new GenericData.Record(schema);
        for (Component component : components) {
            avro.put(component.position(), component.value().toAvro().apply(read(component.source(), message)));
        }
        return avro;
    }

    T toJava(IndexedRecord avro) {
        Object[] arguments = components.stream()
                .map(component -> component.value().toJava().apply(avro.get(component.position())))
                .toArray();
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    schema.getName() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot instantiate " + schema.getFullName(), e);
        }
    }

    private static Component component(Schema schema, RecordComponent source) {
        Schema.Field field = schema.getField(source.getName());
        if (field == null) {
            throw new IllegalArgumentException(
                    "expected a field " + source.getName() + " in the schema " + schema.getFullName() + ", got none");
        }
        return new Component(field.pos(), source, ComponentMapping.of(source.getGenericType(), field.schema()));
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

    private record Component(int position, RecordComponent source, ComponentMapping value) {}
}
