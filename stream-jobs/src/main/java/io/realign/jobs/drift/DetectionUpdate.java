package io.realign.jobs.drift;

import io.realign.alert.ClassSketches;
import io.realign.alert.EventResiduals;
import io.realign.alert.FittedReference;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.model.VerifiedRelease;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A broadcast message to all subtasks of {@link DetectDriftFunction}. */
public sealed interface DetectionUpdate {
    TypeInformation<DetectionUpdate> TYPE = new ValueTypeInfo<>(DetectionUpdate.class, new DetectionUpdateSerializer());

    /**
     * The reference of the raw channel has been fitted to source events.
     *
     * @param residuals residuals at the end of the source, if the reference was fitted to residuals
     */
    record RawReferenceFitted(FittedReference reference, Optional<EventResiduals> residuals)
            implements DetectionUpdate {}

    /**
     * The reference of the model channel has been fitted with the base model.
     *
     * @param reference reference of the embeddings; empty if the model has no embedding
     * @param predictedClasses sketches of the source events by predicted class
     */
    record ModelReferenceFitted(Optional<FittedReference> reference, ClassSketches predictedClasses)
            implements DetectionUpdate {}

    /** The rollout of a release has reached all events of its domain. */
    record RolloutCompleted(VerifiedRelease release) implements DetectionUpdate {}

    /**
     * An adaptation has ended.
     *
     * @param releaseVersion version of the resulting release of the alert's domain; 0 without a release
     */
    record AdaptationEnded(String alertId, long releaseVersion) implements DetectionUpdate {}
}
