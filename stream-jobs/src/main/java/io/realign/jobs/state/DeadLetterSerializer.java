package io.realign.jobs.state;

import io.realign.event.ContractViolation;
import io.realign.schemas.DeadLetter;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

public final class DeadLetterSerializer extends ValueSerializer<DeadLetter> {
    public static final TypeInformation<DeadLetter> TYPE =
            new ValueTypeInfo<>(DeadLetter.class, new DeadLetterSerializer());

    private static final long serialVersionUID = 1;

    @Override
    public void serialize(DeadLetter deadLetter, DataOutputView out) throws IOException {
        out.writeUTF(deadLetter.violation().category().name());
        FieldCodec.writeText(deadLetter.violation().description(), out);
        out.writeUTF(deadLetter.topic());
        out.writeInt(deadLetter.partition());
        out.writeLong(deadLetter.offset());
        out.writeUTF(deadLetter.rejectedBy());
        FieldCodec.writeBytes(deadLetter.key(), out);
        FieldCodec.writeBytes(deadLetter.value(), out);
        FieldCodec.writeText(deadLetter.truncated(), out);
    }

    @Override
    public DeadLetter deserialize(DataInputView in) throws IOException {
        ContractViolation violation =
                new ContractViolation(ContractViolation.Reason.valueOf(in.readUTF()), FieldCodec.readText(in));
        return new DeadLetter(
                violation,
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readUTF(),
                FieldCodec.readBytes(in),
                FieldCodec.readBytes(in),
                FieldCodec.readText(in));
    }
}
