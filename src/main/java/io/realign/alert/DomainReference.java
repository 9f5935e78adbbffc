package io.realign.alert;

import io.realign.window.FeatureMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a domain is compared with where that is no longer the source.
 *
 * @param references the domain's own, by channel; the source's in a channel that has none
 * @param featureMaps how its events are looked at where that is no longer as the source was
 * @param modelReleaseId id of the release that {@link Channel#MODEL} sees the domain through, {@link #NO_MODEL} if it does not
 *     see it; empty while it is the release that the source is seen through
 * @param predictedClasses what the events that the domain is compared with were predicted to be; empty where no model has looked
 */
public record DomainReference(
        Map<Channel, CalibratedReference> references,
        Map<Channel, FeatureMap> featureMaps,
        Optional<String> modelReleaseId,
        Optional<ClassSketches> predictedClasses) {
    /** No release has this id. */
    public static final String NO_MODEL = "";

    /** Where every domain begins. */
    public static final DomainReference SOURCE =
            new DomainReference(Map.of(), Map.of(), Optional.empty(), Optional.empty());

    public DomainReference {
        references = Map.copyOf(references);
        featureMaps = Map.copyOf(featureMaps);
    }

    /** The same with another regime. */
    DomainReference with(Channel channel, FittedReference baseline) {
        return new DomainReference(
                put(references, channel, baseline.calibratedReference()),
                put(featureMaps, channel, baseline.featureMap()),
                modelReleaseId,
                predictedClasses);
    }

    /** The same with the source's regime again. */
    DomainReference without(Channel channel) {
        Map<Channel, CalibratedReference> regimes = new HashMap<>(this.references);
        Map<Channel, FeatureMap> maps = new HashMap<>(this.featureMaps);
        regimes.remove(channel);
        maps.remove(channel);
        return new DomainReference(regimes, maps, modelReleaseId, predictedClasses);
    }

    /** The same, which the model channel does not see. */
    DomainReference withoutModel() {
        return without(Channel.MODEL).through(NO_MODEL);
    }

    /** The same, seen through a release. */
    DomainReference through(String release) {
        return new DomainReference(references, featureMaps, Optional.of(release), predictedClasses);
    }

    /** The same, with events that were predicted to be of these classes. */
    DomainReference withPredictedClasses(Optional<ClassSketches> predicted) {
        return new DomainReference(references, featureMaps, modelReleaseId, predicted);
    }

    private static <T> Map<Channel, T> put(Map<Channel, T> values, Channel channel, T value) {
        Map<Channel, T> changed = new HashMap<>(values);
        changed.put(channel, value);
        return changed;
    }
}
