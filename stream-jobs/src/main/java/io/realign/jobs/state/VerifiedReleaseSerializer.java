package io.realign.jobs.state;

import io.realign.model.ModelRelease;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the release, the key id and the time of the verification. */
public final class VerifiedReleaseSerializer extends ValueSerializer<VerifiedRelease> {
    public static final TypeInformation<VerifiedRelease> TYPE =
            new ValueTypeInfo<>(VerifiedRelease.class, new VerifiedReleaseSerializer());

    private static final long serialVersionUID = 1;
    private static final MessageSerializer<ModelRelease> RELEASES = new MessageSerializer<>(Topics.MODELS);
    private static final int INITIAL_SIZE = 1 << 10;

    /** Encodes a release for the job graph. */
    public static byte[] toBytes(VerifiedRelease verified) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_SIZE);
        new VerifiedReleaseSerializer().serialize(verified, out);
        return out.getCopyOfBuffer();
    }

    /** Decodes the result of {@link #toBytes}. */
    public static VerifiedRelease fromBytes(byte[] bytes) throws IOException {
        return new VerifiedReleaseSerializer().deserialize(new DataInputDeserializer(bytes));
    }

    @Override
    public void serialize(VerifiedRelease verified, DataOutputView out) throws IOException {
        RELEASES.serialize(verified.release(), out);
        FieldCodec.writeText(verified.keyId(), out);
        FieldCodec.writeInstant(verified.verifiedAt(), out);
    }

    @Override
    public VerifiedRelease deserialize(DataInputView in) throws IOException {
        return new VerifiedRelease(RELEASES.deserialize(in), FieldCodec.readText(in), FieldCodec.readInstant(in));
    }
}
