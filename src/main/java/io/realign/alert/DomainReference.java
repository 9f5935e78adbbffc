package io.realign.alert;

import io.realign.window.FeatureMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * References of a domain that replace those of the source.
 *
 * @param references references by channel; channels without a reference use that of the source
 * @param featureMaps feature maps of these references by channel
 * @param modelReleaseId id of the release whose embeddings {@link Channel#MODEL} tests, {@link #NO_MODEL} if the
 *     channel is off; empty while it is the release used for the source
 * @param predictedClasses reference events by predicted class, if known
 */
public record DomainReference(
        Map<Channel, CalibratedReference> references,
        Map<Channel, FeatureMap> featureMaps,
        Optional<String> modelReleaseId,
        Optional<ClassSketches> predictedClasses) {
    /** Marks the model channel as off; no release has this id. */
    public static final String NO_MODEL = "";

    /** The initial reference of every domain. */
    public static final DomainReference SOURCE =
            new DomainReference(Map.of(), Map.of(), Optional.empty(), Optional.empty());

    public DomainReference {
        references = Map.copyOf(references);
        featureMaps = Map.copyOf(featureMaps);
    }

    DomainReference with(Channel channel, FittedReference fitted) {
        return new DomainReference(
                put(references, channel, fitted.calibratedReference()),
                put(featureMaps, channel, fitted.featureMap()),
                modelReleaseId,
                predictedClasses);
    }

    /** Returns a copy that uses the reference of the source in one channel. */
    DomainReference without(Channel channel) {
        Map<Channel, CalibratedReference> otherReferences = new HashMap<>(references);
        Map<Channel, FeatureMap> otherMaps = new HashMap<>(featureMaps);
        otherReferences.remove(channel);
        otherMaps.remove(channel);
        return new DomainReference(otherReferences, otherMaps, modelReleaseId, predictedClasses);
    }

    DomainReference withoutModel() {
        return without(Channel.MODEL).withModelRelease(NO_MODEL);
    }

    DomainReference withModelRelease(String releaseId) {
        return new DomainReference(references, featureMaps, Optional.of(releaseId), predictedClasses);
    }

    DomainReference withPredictedClasses(Optional<ClassSketches> predicted) {
        return new DomainReference(references, featureMaps, modelReleaseId, predicted);
    }

    private static <T> Map<Channel, T> put(Map<Channel, T> values, Channel channel, T value) {
        Map<Channel, T> changed = new HashMap<>(values);
        changed.put(channel, value);
        return changed;
    }
}
