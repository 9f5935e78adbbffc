package io.realign.jobs.state;

import io.realign.event.ContractViolation;
import io.realign.schemas.DeadLetter;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes dead letters, their original bytes untouched. */
public final class DeadLetterSerializer extends ValueSerializer<DeadLetter> {
    public static final TypeInformation<DeadLetter> TYPE =
            new ValueTypeInfo<>(DeadLetter.class, new DeadLetterSerializer());

    private static final long serialVersionUID = 1;

    @Override
    public void serialize(DeadLetter letter, DataOutputView out) throws IOException {
        out.writeUTF(letter.rejection().reason().name());
        FieldCodec.writeText(letter.rejection().cause(), out);
        out.writeUTF(letter.topic());
        out.writeInt(letter.partition());
        out.writeLong(letter.offset());
        out.writeUTF(letter.stage());
        FieldCodec.writeBytes(letter.key(), out);
        FieldCodec.writeBytes(letter.value(), out);
    }

    @Override
    public DeadLetter deserialize(DataInputView in) throws IOException {
        ContractViolation rejection =
                new ContractViolation(ContractViolation.Reason.valueOf(in.readUTF()), FieldCodec.readText(in));
        return new DeadLetter(
                rejection,
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readUTF(),
                FieldCodec.readBytes(in),
                FieldCodec.readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format 1. */
    public static final class Snapshot extends FormatSnapshot<DeadLetter> {
        public Snapshot() {
            super(1);
        }

        @Override
        public DeadLetterSerializer restoreSerializer() {
            return new DeadLetterSerializer();
        }
    }
}
