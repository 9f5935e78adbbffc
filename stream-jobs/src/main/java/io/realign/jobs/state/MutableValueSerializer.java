package io.realign.jobs.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A serializer of mutable values.
 *
 * <p>Flink's heap state returns the stored object and copies it only at the first access during an asynchronous snapshot. For a
 * consistent snapshot, {@link #copy} must be deep and {@link #isImmutableType} must be false.
 */
public abstract class MutableValueSerializer<T> extends ValueSerializer<T> {
    private static final long serialVersionUID = 1;
    private static final int INITIAL_BUFFER_BYTES = 1 << 12;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public T copy(T from) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(INITIAL_BUFFER_BYTES);
            serialize(from, out);
            return deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy a state value", e);
        }
    }
}
