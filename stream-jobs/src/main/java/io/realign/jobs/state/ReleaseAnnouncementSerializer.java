package io.realign.jobs.state;

import io.realign.schemas.ReleaseVerification;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes whether the release is verified, then the fields of the {@link ReleaseVerification}. Checkpoints contain the class name of
 * the serializer, so it must not change.
 */
public final class ReleaseAnnouncementSerializer extends ValueSerializer<ReleaseVerification> {
    public static final TypeInformation<ReleaseVerification> TYPE =
            new ValueTypeInfo<>(ReleaseVerification.class, new ReleaseAnnouncementSerializer());

    private static final long serialVersionUID = 1;
    private static final VerifiedReleaseSerializer RELEASES = new VerifiedReleaseSerializer();

    @Override
    public void serialize(ReleaseVerification verification, DataOutputView out) throws IOException {
        out.writeBoolean(verification instanceof ReleaseVerification.Verified);
        if (verification instanceof ReleaseVerification.Verified verified) {
            RELEASES.serialize(verified.verifiedRelease(), out);
            FieldCodec.writeOptional(verified.traceparent(), FieldCodec::writeText, out);
        } else if (verification instanceof ReleaseVerification.Invalid invalid) {
            FieldCodec.writeText(invalid.domain(), out);
            FieldCodec.writeText(invalid.reason(), out);
        }
    }

    @Override
    public ReleaseVerification deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new ReleaseVerification.Verified(
                        RELEASES.deserialize(in), FieldCodec.readOptional(FieldCodec::readText, in))
                : new ReleaseVerification.Invalid(FieldCodec.readText(in), FieldCodec.readText(in));
    }
}
