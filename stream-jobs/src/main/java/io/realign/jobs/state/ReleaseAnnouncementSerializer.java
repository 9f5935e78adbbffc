package io.realign.jobs.state;

import io.realign.model.ModelRelease;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes announcements: which kind, then the one or the other. */
public final class ReleaseAnnouncementSerializer extends ValueSerializer<ReleaseAnnouncement> {
    public static final TypeInformation<ReleaseAnnouncement> TYPE =
            new ValueTypeInfo<>(ReleaseAnnouncement.class, new ReleaseAnnouncementSerializer());

    private static final long serialVersionUID = 1;
    private static final byte INVALID = 0;
    private static final byte VERIFIED = 1;
    private static final byte VERIFIED_WITH_TRACE = 2;
    private static final MessageSerializer<ModelRelease> RELEASES = new MessageSerializer<>(Topics.MODELS);

    @Override
    public void serialize(ReleaseAnnouncement announcement, DataOutputView out) throws IOException {
        if (announcement instanceof ReleaseAnnouncement.Verified released) {
            out.writeByte(released.traceparent().isPresent() ? VERIFIED_WITH_TRACE : VERIFIED);
            RELEASES.serialize(released.release(), out);
            if (released.traceparent().isPresent()) {
                FieldCodec.writeText(released.traceparent().get(), out);
            }
        } else if (announcement instanceof ReleaseAnnouncement.Invalid refused) {
            out.writeByte(INVALID);
            FieldCodec.writeText(refused.domain(), out);
            FieldCodec.writeText(refused.reason(), out);
        }
    }

    @Override
    public ReleaseAnnouncement deserialize(DataInputView in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case INVALID -> new ReleaseAnnouncement.Invalid(FieldCodec.readText(in), FieldCodec.readText(in));
            case VERIFIED -> new ReleaseAnnouncement.Verified(RELEASES.deserialize(in));
            case VERIFIED_WITH_TRACE ->
                new ReleaseAnnouncement.Verified(RELEASES.deserialize(in), Optional.of(FieldCodec.readText(in)));
            default -> throw new IOException("an announcement: expected a kind of 0 to 2, got " + kind);
        };
    }

    @Override
    public TypeSerializerSnapshot<ReleaseAnnouncement> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format 1. */
    public static final class Snapshot extends FormatSnapshot<ReleaseAnnouncement> {
        public Snapshot() {
            super(1);
        }

        @Override
        public ReleaseAnnouncementSerializer restoreSerializer() {
            return new ReleaseAnnouncementSerializer();
        }
    }
}
