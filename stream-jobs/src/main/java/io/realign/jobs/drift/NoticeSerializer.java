package io.realign.jobs.drift;

import io.realign.jobs.MessageSerializer;
import io.realign.jobs.ValueSerializer;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes notices: which kind, then what belongs to it. */
final class NoticeSerializer extends ValueSerializer<Notice> {
    private static final long serialVersionUID = 1;
    private static final BaselineSerializer BASELINES = new BaselineSerializer();
    private static final ClassesSerializer CLASSES = new ClassesSerializer();
    private static final MessageSerializer<ModelRelease> RELEASES = new MessageSerializer<>(Topics.MODELS);

    /** In checkpoints by its name. */
    private enum Kind {
        LEARNED,
        SEEN,
        RELEASED,
        DECIDED
    }

    @Override
    public void serialize(Notice notice, DataOutputView out) throws IOException {
        if (notice instanceof Notice.Learned learned) {
            out.writeUTF(Kind.LEARNED.name());
            BASELINES.serialize(learned.baseline(), out);
        } else if (notice instanceof Notice.Seen seen) {
            out.writeUTF(Kind.SEEN.name());
            out.writeBoolean(seen.baseline().isPresent());
            if (seen.baseline().isPresent()) {
                BASELINES.serialize(seen.baseline().get(), out);
            }
            CLASSES.serialize(seen.classes(), out);
        } else if (notice instanceof Notice.Released released) {
            out.writeUTF(Kind.RELEASED.name());
            RELEASES.serialize(released.release(), out);
        } else if (notice instanceof Notice.Decided decided) {
            out.writeUTF(Kind.DECIDED.name());
            out.writeUTF(decided.alertId());
            out.writeLong(decided.version());
        }
    }

    @Override
    public Notice deserialize(DataInputView in) throws IOException {
        return switch (Kind.valueOf(in.readUTF())) {
            case LEARNED -> new Notice.Learned(BASELINES.deserialize(in));
            case SEEN ->
                new Notice.Seen(
                        in.readBoolean() ? Optional.of(BASELINES.deserialize(in)) : Optional.empty(),
                        CLASSES.deserialize(in));
            case RELEASED -> new Notice.Released(RELEASES.deserialize(in));
            case DECIDED -> new Notice.Decided(in.readUTF(), in.readLong());
        };
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
