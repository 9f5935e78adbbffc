package io.realign.jobs.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes a value as a checkpoint does, and reads it with the serializer that the snapshot restores. */
public final class SerializerRoundTrip {
    private SerializerRoundTrip() {}

    public static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        serializer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        TypeSerializerSnapshot<T> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(in, SerializerRoundTrip.class.getClassLoader());
        T read = snapshot.restoreSerializer().deserialize(in);
        if (in.available() > 0) {
            throw new IOException("expected nothing after the value, got " + in.available() + " bytes");
        }
        return read;
    }
}
