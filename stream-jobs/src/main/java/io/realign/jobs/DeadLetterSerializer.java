package io.realign.jobs;

import io.realign.event.Rejection;
import io.realign.schemas.DeadLetter;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes dead letters, their original bytes untouched. */
public final class DeadLetterSerializer extends ValueSerializer<DeadLetter> {
    public static final TypeInformation<DeadLetter> TYPE =
            new ValueType<>(DeadLetter.class, new DeadLetterSerializer());

    private static final long serialVersionUID = 1;

    @Override
    public void serialize(DeadLetter letter, DataOutputView out) throws IOException {
        out.writeUTF(letter.rejection().reason().name());
        Fields.writeText(letter.rejection().cause(), out);
        out.writeUTF(letter.topic());
        out.writeInt(letter.partition());
        out.writeLong(letter.offset());
        out.writeUTF(letter.stage());
        Fields.writeBytes(letter.key(), out);
        Fields.writeBytes(letter.value(), out);
    }

    @Override
    public DeadLetter deserialize(DataInputView in) throws IOException {
        Rejection rejection = new Rejection(Rejection.Reason.valueOf(in.readUTF()), Fields.readText(in));
        return new DeadLetter(
                rejection,
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readUTF(),
                Fields.readBytes(in),
                Fields.readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Format();
    }

    /** Format 1. */
    public static final class Format extends Snapshot<DeadLetter> {
        public Format() {
            super(1);
        }

        @Override
        public DeadLetterSerializer restoreSerializer() {
            return new DeadLetterSerializer();
        }
    }
}
