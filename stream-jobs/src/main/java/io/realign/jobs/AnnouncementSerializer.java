package io.realign.jobs;

import io.realign.model.ModelRelease;
import io.realign.schemas.Announcement;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes announcements: which kind, then the one or the other. */
public final class AnnouncementSerializer extends ValueSerializer<Announcement> {
    public static final TypeInformation<Announcement> TYPE =
            new ValueType<>(Announcement.class, new AnnouncementSerializer());

    private static final long serialVersionUID = 1;
    private static final byte REFUSED = 0;
    private static final byte RELEASED = 1;
    private static final byte TRACED = 2;
    private static final MessageSerializer<ModelRelease> RELEASES = new MessageSerializer<>(Topics.MODELS);

    @Override
    public void serialize(Announcement announcement, DataOutputView out) throws IOException {
        if (announcement instanceof Announcement.Released released) {
            out.writeByte(released.traceparent().isPresent() ? TRACED : RELEASED);
            RELEASES.serialize(released.release(), out);
            if (released.traceparent().isPresent()) {
                Fields.writeText(released.traceparent().get(), out);
            }
        } else if (announcement instanceof Announcement.Refused refused) {
            out.writeByte(REFUSED);
            Fields.writeText(refused.domain(), out);
            Fields.writeText(refused.reason(), out);
        }
    }

    @Override
    public Announcement deserialize(DataInputView in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case REFUSED -> new Announcement.Refused(Fields.readText(in), Fields.readText(in));
            case RELEASED -> new Announcement.Released(RELEASES.deserialize(in));
            case TRACED -> new Announcement.Released(RELEASES.deserialize(in), Optional.of(Fields.readText(in)));
            default -> throw new IOException("an announcement: expected a kind of 0 to 2, got " + kind);
        };
    }

    @Override
    public TypeSerializerSnapshot<Announcement> snapshotConfiguration() {
        return new Format();
    }

    /** Format 1. */
    public static final class Format extends Snapshot<Announcement> {
        public Format() {
            super(1);
        }

        @Override
        public AnnouncementSerializer restoreSerializer() {
            return new AnnouncementSerializer();
        }
    }
}
