package io.realign.jobs;

import io.realign.model.ModelRelease;
import io.realign.schemas.Announcement;
import io.realign.schemas.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes announcements: which kind, then the one or the other. */
public final class AnnouncementSerializer extends ValueSerializer<Announcement> {
    public static final TypeInformation<Announcement> TYPE =
            new ValueType<>(Announcement.class, new AnnouncementSerializer());

    private static final long serialVersionUID = 1;
    private static final MessageSerializer<ModelRelease> RELEASES = new MessageSerializer<>(Topics.MODELS);

    @Override
    public void serialize(Announcement announcement, DataOutputView out) throws IOException {
        out.writeBoolean(announcement instanceof Announcement.Released);
        if (announcement instanceof Announcement.Released released) {
            RELEASES.serialize(released.release(), out);
        } else if (announcement instanceof Announcement.Refused refused) {
            Fields.writeText(refused.domain(), out);
            Fields.writeText(refused.reason(), out);
        }
    }

    @Override
    public Announcement deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new Announcement.Released(RELEASES.deserialize(in))
                : new Announcement.Refused(Fields.readText(in), Fields.readText(in));
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
