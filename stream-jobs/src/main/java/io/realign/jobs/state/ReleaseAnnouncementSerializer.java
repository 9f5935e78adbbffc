package io.realign.jobs.state;

import io.realign.schemas.ReleaseAnnouncement;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes whether the release is verified, then the fields of the announcement. */
public final class ReleaseAnnouncementSerializer extends ValueSerializer<ReleaseAnnouncement> {
    public static final TypeInformation<ReleaseAnnouncement> TYPE =
            new ValueTypeInfo<>(ReleaseAnnouncement.class, new ReleaseAnnouncementSerializer());

    private static final long serialVersionUID = 1;
    private static final VerifiedReleaseSerializer RELEASES = new VerifiedReleaseSerializer();

    @Override
    public void serialize(ReleaseAnnouncement announcement, DataOutputView out) throws IOException {
        out.writeBoolean(announcement instanceof ReleaseAnnouncement.Verified);
        if (announcement instanceof ReleaseAnnouncement.Verified verified) {
            RELEASES.serialize(verified.verified(), out);
            FieldCodec.writeOptional(verified.traceparent(), FieldCodec::writeText, out);
        } else if (announcement instanceof ReleaseAnnouncement.Invalid invalid) {
            FieldCodec.writeText(invalid.domain(), out);
            FieldCodec.writeText(invalid.reason(), out);
        }
    }

    @Override
    public ReleaseAnnouncement deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new ReleaseAnnouncement.Verified(
                        RELEASES.deserialize(in), FieldCodec.readOptional(FieldCodec::readText, in))
                : new ReleaseAnnouncement.Invalid(FieldCodec.readText(in), FieldCodec.readText(in));
    }
}
