package io.realign.jobs.drift;

import io.realign.alert.ClassSketches;
import io.realign.alert.FittedReference;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.model.ModelRelease;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What every parallel part of the detection has to know. */
public sealed interface DetectionUpdate {
    TypeInformation<DetectionUpdate> TYPE = new ValueTypeInfo<>(DetectionUpdate.class, new DetectionUpdateSerializer());

    /** The source has been learnt, as the raw channel sees it. */
    record RawReferenceFitted(FittedReference reference) implements DetectionUpdate {}

    /**
     * The source has been looked at through the shared release.
     *
     * @param reference what it looks like there; empty where the model does not say what it sees
     * @param predictedClasses what its events were predicted to be
     */
    record ModelReferenceFitted(Optional<FittedReference> reference, ClassSketches predictedClasses)
            implements DetectionUpdate {}

    /** A model has been released. */
    record Released(ModelRelease release) implements DetectionUpdate {}

    /**
     * An adaptation has ended.
     *
     * @param releaseVersion of the release that it has ended with, in the lineage of the alert's domain; 0 without one
     */
    record AdaptationEnded(String alertId, long releaseVersion) implements DetectionUpdate {}
}
