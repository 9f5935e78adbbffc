package io.realign.jobs.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.InstantiationUtil;

/**
 * A serializer of immutable values. A subclass must be public and have a public no-argument constructor, since Flink creates it
 * from its class name in a checkpoint.
 */
public abstract class ValueSerializer<T> extends TypeSerializerSingleton<T> {
    private static final long serialVersionUID = 1;

    /** Version of the encoding, 1 or more. Increment it when the encoding changes. */
    protected int formatVersion() {
        return 1;
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new FormatSnapshot<>(this);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    /** Instances are never reused. */
    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    /** The class name and the format version of a serializer. */
    public static class FormatSnapshot<T> implements TypeSerializerSnapshot<T> {
        private ValueSerializer<T> serializer;

        /** Used by Flink, which then calls {@link #readSnapshot}. */
        public FormatSnapshot() {}

        FormatSnapshot(ValueSerializer<T> serializer) {
            this.serializer = serializer;
        }

        /** For subclasses that override {@link #readSnapshot}. */
        final void setSerializer(ValueSerializer<T> restored) {
            serializer = restored;
        }

        @Override
        public int getCurrentVersion() {
            return serializer.formatVersion();
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(serializer.getClass().getName());
        }

        @Override
        @SuppressWarnings("unchecked")
        public void readSnapshot(int writtenFormat, DataInputView in, ClassLoader loader) throws IOException {
            String name = in.readUTF();
            try {
                serializer = InstantiationUtil.instantiate(name, ValueSerializer.class, loader);
            } catch (FlinkException e) {
                throw new IOException("cannot restore the serializer " + name, e);
            }
            if (writtenFormat != serializer.formatVersion()) {
                throw new IOException("%s: expected state in format %d, got %d"
                        .formatted(name, serializer.formatVersion(), writtenFormat));
            }
        }

        @Override
        public TypeSerializer<T> restoreSerializer() {
            return serializer;
        }

        @Override
        public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
            return old instanceof FormatSnapshot<T> snapshot && snapshot.serializer.equals(serializer)
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
