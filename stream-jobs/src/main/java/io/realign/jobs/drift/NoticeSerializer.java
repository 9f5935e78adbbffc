package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.jobs.ValueSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes notices: which kind, then the one or the other. */
final class NoticeSerializer extends ValueSerializer<Notice> {
    private static final long serialVersionUID = 1;
    private static final BaselineSerializer BASELINES = new BaselineSerializer();

    @Override
    public void serialize(Notice notice, DataOutputView out) throws IOException {
        out.writeBoolean(notice instanceof Notice.Learned);
        if (notice instanceof Notice.Learned learned) {
            out.writeUTF(learned.channel().name());
            BASELINES.serialize(learned.baseline(), out);
        } else if (notice instanceof Notice.Decided decided) {
            out.writeUTF(decided.alertId());
            out.writeBoolean(decided.released());
        }
    }

    @Override
    public Notice deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new Notice.Learned(Channel.valueOf(in.readUTF()), BASELINES.deserialize(in))
                : new Notice.Decided(in.readUTF(), in.readBoolean());
    }

    @Override
    public TypeSerializerSnapshot<Notice> snapshotConfiguration() {
        return new Format();
    }

    /** Format 3. */
    public static final class Format extends Snapshot<Notice> {
        public Format() {
            super(3);
        }

        @Override
        public NoticeSerializer restoreSerializer() {
            return new NoticeSerializer();
        }
    }
}
