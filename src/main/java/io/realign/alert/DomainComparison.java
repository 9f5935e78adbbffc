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
 * Resolves the reference of a domain in each channel: its own if present, otherwise that of the source.
 *
 * @param reference references of the domain
 * @param mapping provides the feature maps of the domain
 * @param source references fitted to the source
 */
record DomainComparison(DomainReference reference, DomainReference mapping, Map<Channel, FittedReference> source) {
    /**
     * Below this normal score events are back at their reference; without drift a twentieth of all windows exceed it.
     */
    static final double RETURN_SCORE = 2.13;

    DomainComparison(DomainReference reference, Map<Channel, FittedReference> source) {
        this(reference, reference, source);
    }

    /** Compares the same events with another reference. */
    DomainComparison withReference(DomainReference other) {
        return new DomainComparison(other, mapping, source);
    }

    CalibratedReference calibratedReference(Channel channel) {
        CalibratedReference own = reference.references().get(channel);
        return own == null ? source.get(channel).calibratedReference() : own;
    }

    FeatureMap featureMap(Channel channel) {
        FeatureMap map = mapping.featureMaps().get(channel);
        return map == null ? source.get(channel).featureMap() : map;
    }

    FittedReference fittedReference(Channel channel) {
        return new FittedReference(featureMap(channel), calibratedReference(channel));
    }

    /**
     * Returns the normal scores of events by channel. Channels that missed an event or use another feature map are left
     * out.
     *
     * @param autocorrelationTime events per independent event, from 1
     */
    Map<Channel, Double> normalScores(ConfirmationWindow window, double autocorrelationTime) {
        Map<Channel, Double> scores = new EnumMap<>(Channel.class);
        for (Channel channel : window.sums().keySet()) {
            CalibratedReference compared = calibratedReference(channel);
            FeatureMap map = featureMap(channel);
            if (compared.usesMap(map)) {
                scores.put(channel, window.normalScore(channel, compared, map.whitening(), autocorrelationTime));
            }
        }
        return scores;
    }

    /** Whether events are back at their reference in every channel, the channel of the alert among them. */
    boolean hasReturned(DriftAlert alert, ConfirmationWindow window) {
        Map<Channel, Double> scores = normalScores(window, 1);
        boolean known =
                scores.keySet().stream().anyMatch(channel -> channel.label().equals(alert.channel()));
        return known && scores.values().stream().allMatch(score -> score < RETURN_SCORE);
    }

    /**
     * Returns the number of events per independent event; without it, correlated events would exceed thresholds by
     * chance.
     */
    double autocorrelationTime(List<LocatedEvent> events) {
        FeatureMap map = featureMap(Channel.RAW);
        float[][] rows = events.stream()
                .map(located -> map.map(located.event().features().values()))
                .toArray(float[][]::new);
        return Autocorrelation.of(PermutationRuns.centre(rows), map.whitening()).integratedTime();
    }

    /** Returns the squared MMD of a sketch of raw features. */
    double distanceOf(Sketch sketch) {
        Reference raw = calibratedReference(Channel.RAW).reference();
        return distance(raw.centredSum(sketch), sketch.count(), raw);
    }

    /** Returns the squared MMD of a sum of raw rows that is centred on the current reference. */
    double distance(DyadicWindows.WindowSum window) {
        return distance(
                window.sum(), window.length(), calibratedReference(Channel.RAW).reference());
    }

    /** Returns the squared MMD to the source; 0 if unknown because the source was refitted with another map. */
    double sourceDistance(DyadicWindows.WindowSum window) {
        Reference from = source.get(Channel.RAW).calibratedReference().reference();
        if (from.sketch().mapFingerprint() != featureMap(Channel.RAW).fingerprint()) {
            return 0;
        }
        float[] centred =
                from.recentre(window.sum(), calibratedReference(Channel.RAW).reference(), window.length());
        return distance(centred, window.length(), from);
    }

    private double distance(float[] centred, long count, Reference from) {
        return MmdStatistic.unbiasedSquaredDistance(
                centred, count, from, featureMap(Channel.RAW).outputs());
    }
}
