package io.realign.jobs.drift;

import io.realign.jobs.state.MessageSerializer;
import io.realign.jobs.state.ValueSerializer;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes notices: which kind, then what belongs to it. */
final class DetectionUpdateSerializer extends ValueSerializer<DetectionUpdate> {
    private static final long serialVersionUID = 1;
    private static final FittedReferenceSerializer REFERENCES = new FittedReferenceSerializer();
    private static final ClassSketchesSerializer CLASSES = new ClassSketchesSerializer();
    private static final MessageSerializer<ModelRelease> RELEASES = new MessageSerializer<>(Topics.MODELS);

    /** In checkpoints by its name. */
    private enum Kind {
        RAW_REFERENCE_FITTED,
        MODEL_REFERENCE_FITTED,
        RELEASED,
        ADAPTATION_ENDED
    }

    @Override
    public void serialize(DetectionUpdate notice, DataOutputView out) throws IOException {
        if (notice instanceof DetectionUpdate.RawReferenceFitted learned) {
            out.writeUTF(Kind.RAW_REFERENCE_FITTED.name());
            REFERENCES.serialize(learned.reference(), out);
        } else if (notice instanceof DetectionUpdate.ModelReferenceFitted seen) {
            out.writeUTF(Kind.MODEL_REFERENCE_FITTED.name());
            out.writeBoolean(seen.reference().isPresent());
            if (seen.reference().isPresent()) {
                REFERENCES.serialize(seen.reference().get(), out);
            }
            CLASSES.serialize(seen.predictedClasses(), out);
        } else if (notice instanceof DetectionUpdate.Released released) {
            out.writeUTF(Kind.RELEASED.name());
            RELEASES.serialize(released.release(), out);
        } else if (notice instanceof DetectionUpdate.AdaptationEnded decided) {
            out.writeUTF(Kind.ADAPTATION_ENDED.name());
            out.writeUTF(decided.alertId());
            out.writeLong(decided.releaseVersion());
        }
    }

    @Override
    public DetectionUpdate deserialize(DataInputView in) throws IOException {
        return switch (Kind.valueOf(in.readUTF())) {
            case RAW_REFERENCE_FITTED -> new DetectionUpdate.RawReferenceFitted(REFERENCES.deserialize(in));
            case MODEL_REFERENCE_FITTED ->
                new DetectionUpdate.ModelReferenceFitted(
                        in.readBoolean() ? Optional.of(REFERENCES.deserialize(in)) : Optional.empty(),
                        CLASSES.deserialize(in));
            case RELEASED -> new DetectionUpdate.Released(RELEASES.deserialize(in));
            case ADAPTATION_ENDED -> new DetectionUpdate.AdaptationEnded(in.readUTF(), in.readLong());
        };
    }

    @Override
    public TypeSerializerSnapshot<DetectionUpdate> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format 3. */
    public static final class Snapshot extends FormatSnapshot<DetectionUpdate> {
        public Snapshot() {
            super(3);
        }

        @Override
        public DetectionUpdateSerializer restoreSerializer() {
            return new DetectionUpdateSerializer();
        }
    }
}
