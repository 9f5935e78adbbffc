package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.MmdStatistic;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Compares events with the reference of a domain in each channel: its own if present, otherwise that of the source.
 *
 * @param reference references of the domain
 * @param mappedBy references whose feature maps compute the rows
 * @param source references fitted to the source
 */
record DomainComparison(DomainReference reference, DomainReference mappedBy, Map<Channel, FittedReference> source) {
    /** Events with a smaller z-score match the reference. Without drift, a twentieth of all windows exceed it. */
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
        Map<Channel, Double> scores = new EnumMap<>(Channel.class);
        for (Channel channel : window.sums().keySet()) {
            CalibratedReference calibrated = calibratedReference(channel);
            FeatureMap map = featureMap(channel);
            if (calibrated.usesMap(map)) {
                scores.put(channel, window.zScore(channel, calibrated, map.whitening(), autocorrelationTime));
            }
        }
        return scores;
    }

    /** Whether a window matches the reference in all its channels and in the channel of the alert. */
    boolean hasRecovered(DriftAlert alert, ConfirmationWindow window) {
        Map<Channel, Double> scores = zScores(window, 1);
        boolean known =
                scores.keySet().stream().anyMatch(channel -> channel.label().equals(alert.channel()));
        return known && scores.values().stream().allMatch(score -> score < RECOVERY_Z_SCORE);
    }

    /**
     * Returns the number of raw events per independent event. Without this correction, correlated events would exceed
     * thresholds by chance.
     */
    double autocorrelationTime(List<LocatedEvent> events) {
        FeatureMap map = featureMap(Channel.RAW);
        float[][] rows = events.stream()
                .map(located -> map.map(located.event().features().values()))
                .toArray(float[][]::new);
        return Autocorrelation.of(PermutationRuns.centre(rows), map.whitening()).integratedTime();
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
        Reference from = source.get(Channel.RAW).calibratedReference().reference();
        if (from.sketch().mapFingerprint() != featureMap(Channel.RAW).fingerprint()) {
            return 0;
        }
        float[] centred =
                from.toThisCentre(window.sum(), calibratedReference(Channel.RAW).reference(), window.length());
        return distance(centred, window.length(), from);
    }

    private double distance(float[] centred, long count, Reference from) {
        return MmdStatistic.unbiasedSquaredDistance(
                centred, count, from, featureMap(Channel.RAW).outputs());
    }
}
