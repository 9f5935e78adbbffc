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
    private final List<FieldMapping> fields;

    RecordMapping(Class<T> type, Schema schema) {
        this.schema = schema;
        RecordComponent[] declared = type.getRecordComponents();
        if (declared.length != schema.getFields().size()) {
            throw new IllegalArgumentException("%s: expected %d components, one for each field of its schema, got %d"
                    .formatted(type.getName(), schema.getFields().size(), declared.length));
        }
        this.fields = Arrays.stream(declared)
                .map(component -> fieldMapping(schema, component))
                .toList();
        this.constructor = canonical(type, declared);
    }

    GenericRecord toAvro(Object message) {
        GenericRecord avro = new GenericData.Record(schema);
        for (FieldMapping field : fields) {
            avro.put(field.position(), field.mapping().toAvro().apply(read(field.component(), message)));
        }
        return avro;
    }

    T toJava(IndexedRecord avro) {
        Object[] arguments = fields.stream()
                .map(field -> field.mapping().toJava().apply(avro.get(field.position())))
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

    private static FieldMapping fieldMapping(Schema schema, RecordComponent component) {
        Schema.Field field = schema.getField(component.getName());
        if (field == null) {
            throw new IllegalArgumentException("expected a field " + component.getName() + " in the schema "
                    + schema.getFullName() + ", got none");
        }
        return new FieldMapping(
                field.pos(), component, ComponentMapping.of(component.getGenericType(), field.schema()));
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

    private record FieldMapping(int position, RecordComponent component, ComponentMapping mapping) {}
}
