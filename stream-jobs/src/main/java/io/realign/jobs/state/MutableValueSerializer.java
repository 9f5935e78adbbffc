package io.realign.jobs.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A serialiser of values that are changed in place.
 *
 * <p>State on the heap hands out the object itself. While a snapshot is being written, the first access to a value copies
 * it, so that the snapshot keeps what it had; this holds only if copies are deep and the type does not call itself
 * immutable.
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
            throw new UncheckedIOException("cannot copy a value of state", e);
        }
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }
}
