package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.MmdStatistic;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import java.util.EnumMap;
import java.util.Map;

/**
 * Compares events with the reference of a domain in each channel: its own if present, otherwise that of the source.
 *
 * @param reference references of the domain
 * @param mappedBy references whose feature maps computed the rows of the events; equal to {@code reference}, except in
 *     a comparison {@link #withReference with another reference}
 * @param source references fitted to the source
 */
record DomainComparison(DomainReference reference, DomainReference mappedBy, Map<Channel, FittedReference> source) {
    /**
     * Windows with a smaller z-score match the reference. Without drift, the larger of the z-scores of discrepancy
     * (one-sided) and typicality (two-sided) exceeds it with probability .05.
     */
    static final double RECOVERY_Z_SCORE = 2.13;

    DomainComparison(DomainReference reference, Map<Channel, FittedReference> source) {
        this(reference, reference, source);
    }

    /** Returns a comparison of the same rows with another reference. */
    DomainComparison withReference(DomainReference other) {
        return new DomainComparison(other, mappedBy, source);
    }

    CalibratedReference calibratedReference(Channel channel) {
        CalibratedReference own = reference.references().get(channel);
        return own == null ? source.get(channel).calibratedReference() : own;
    }

    FeatureMap featureMap(Channel channel) {
        FeatureMap map = mappedBy.featureMaps().get(channel);
        return map == null ? source.get(channel).featureMap() : map;
    }

    FittedReference fittedReference(Channel channel) {
        return new FittedReference(featureMap(channel), calibratedReference(channel));
    }

    /**
     * Returns the z-scores of a window by channel, without channels that lack a row for some event or whose reference
     * has another feature map.
     *
     * @param autocorrelationTime events per independent event, at least 1
     */
    Map<Channel, Double> zScores(ConfirmationWindow window, double autocorrelationTime) {
        Map<Channel, Double> zScores = new EnumMap<>(Channel.class);
        for (Channel channel : window.sums().keySet()) {
            CalibratedReference calibrated = calibratedReference(channel);
            FeatureMap map = featureMap(channel);
            if (calibrated.usesMap(map)) {
                zScores.put(channel, window.zScore(channel, calibrated, map.whitening(), autocorrelationTime));
            }
        }
        return zScores;
    }

    /** Whether a window matches the reference in every channel with a z-score, among them the channel of the alert. */
    boolean hasRecovered(DriftAlert alert, ConfirmationWindow window) {
        Map<Channel, Double> zScores = zScores(window, 1);
        boolean hasAlertChannel =
                zScores.keySet().stream().anyMatch(channel -> channel.label().equals(alert.channel()));
        return hasAlertChannel && zScores.values().stream().allMatch(zScore -> zScore < RECOVERY_Z_SCORE);
    }

    /** Returns the squared MMD between a sketch of raw features and the reference. */
    double distance(Sketch sketch) {
        Reference raw = calibratedReference(Channel.RAW).reference();
        return distance(raw.centredSum(sketch), sketch.count(), raw);
    }

    /** Returns the squared MMD between a window of the raw channel and the reference. */
    double distance(DyadicWindows.WindowSum window) {
        return distance(
                window.sum(), window.length(), calibratedReference(Channel.RAW).reference());
    }

    /** Returns the squared MMD to the source; 0 if unknown because the source was refitted with another feature map. */
    double sourceDistance(DyadicWindows.WindowSum window) {
        Reference sourceReference =
                source.get(Channel.RAW).calibratedReference().reference();
        if (sourceReference.sketch().mapFingerprint() != featureMap(Channel.RAW).fingerprint()) {
            return 0;
        }
        Reference domainReference = calibratedReference(Channel.RAW).reference();
        float[] centred = sourceReference.toThisCentre(window.sum(), domainReference, window.length());
        return distance(centred, window.length(), sourceReference);
    }

    private double distance(float[] centredSum, long count, Reference raw) {
        return MmdStatistic.unbiasedSquaredDistance(
                centredSum, count, raw, featureMap(Channel.RAW).outputs());
    }
}
