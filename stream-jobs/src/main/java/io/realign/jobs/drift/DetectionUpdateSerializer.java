package io.realign.jobs.drift;

import io.realign.alert.EventResiduals;
import io.realign.jobs.state.FieldCodec;
import io.realign.jobs.state.ValueSerializer;
import io.realign.jobs.state.VerifiedReleaseSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the name of the type of an update, then its fields. */
public final class DetectionUpdateSerializer extends ValueSerializer<DetectionUpdate> {
    private static final long serialVersionUID = 1;
    private static final FittedReferenceSerializer REFERENCES = new FittedReferenceSerializer();
    private static final ClassSketchesSerializer CLASSES = new ClassSketchesSerializer();
    private static final VerifiedReleaseSerializer RELEASES = new VerifiedReleaseSerializer();

    /** Checkpoints contain these names. */
    private enum Kind {
        RAW_REFERENCE_FITTED,
        MODEL_REFERENCE_FITTED,
        RELEASED,
        ADAPTATION_ENDED
    }

    @Override
    public void serialize(DetectionUpdate update, DataOutputView out) throws IOException {
        if (update instanceof DetectionUpdate.RawReferenceFitted raw) {
            out.writeUTF(Kind.RAW_REFERENCE_FITTED.name());
            REFERENCES.serialize(raw.reference(), out);
            FieldCodec.writeOptional(raw.residuals(), EventResiduals::write, out);
        } else if (update instanceof DetectionUpdate.ModelReferenceFitted model) {
            out.writeUTF(Kind.MODEL_REFERENCE_FITTED.name());
            FieldCodec.writeOptional(model.reference(), REFERENCES::serialize, out);
            CLASSES.serialize(model.predictedClasses(), out);
        } else if (update instanceof DetectionUpdate.RolloutCompleted completed) {
            out.writeUTF(Kind.RELEASED.name());
            RELEASES.serialize(completed.release(), out);
        } else if (update instanceof DetectionUpdate.AdaptationEnded ended) {
            out.writeUTF(Kind.ADAPTATION_ENDED.name());
            out.writeUTF(ended.alertId());
            out.writeLong(ended.releaseVersion());
        }
    }

    @Override
    public DetectionUpdate deserialize(DataInputView in) throws IOException {
        return switch (Kind.valueOf(in.readUTF())) {
            case RAW_REFERENCE_FITTED ->
                new DetectionUpdate.RawReferenceFitted(
                        REFERENCES.deserialize(in), FieldCodec.readOptional(EventResiduals::read, in));
            case MODEL_REFERENCE_FITTED ->
                new DetectionUpdate.ModelReferenceFitted(
                        FieldCodec.readOptional(REFERENCES::deserialize, in), CLASSES.deserialize(in));
            case RELEASED -> new DetectionUpdate.RolloutCompleted(RELEASES.deserialize(in));
            case ADAPTATION_ENDED -> new DetectionUpdate.AdaptationEnded(in.readUTF(), in.readLong());
        };
    }
}
