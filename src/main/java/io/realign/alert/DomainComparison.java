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
 * What a domain is compared with: in each channel its own regime where it has one, that of the source otherwise.
 *
 * @param reference the regimes of its own
 * @param mapping how its events are looked at
 * @param source what the source has taught
 */
record DomainComparison(DomainReference reference, DomainReference mapping, Map<Channel, FittedReference> source) {
    /** Events are back where they were if chance puts more than a twentieth of all windows further away. */
    static final double RETURN_SCORE = 2.13;

    DomainComparison(DomainReference standing, Map<Channel, FittedReference> source) {
        this(standing, standing, source);
    }

    /** The same events compared with what was before. */
    DomainComparison withReference(DomainReference before) {
        return new DomainComparison(before, mapping, source);
    }

    CalibratedReference calibratedReference(Channel channel) {
        CalibratedReference regime = reference.references().get(channel);
        return regime == null ? source.get(channel).calibratedReference() : regime;
    }

    FeatureMap featureMap(Channel channel) {
        FeatureMap map = mapping.featureMaps().get(channel);
        return map == null ? source.get(channel).featureMap() : map;
    }

    FittedReference fittedReference(Channel channel) {
        return new FittedReference(featureMap(channel), calibratedReference(channel));
    }

    /**
     * Normal scores of events, by channel. Nothing is known of a channel that has missed some of them, or that has looked
     * through another model.
     *
     * @param correlation how many of them are worth an independent one, from 1
     */
    Map<Channel, Double> normalScores(ConfirmationWindow fresh, double correlation) {
        Map<Channel, Double> scores = new EnumMap<>(Channel.class);
        for (Channel channel : fresh.sums().keySet()) {
            CalibratedReference regime = calibratedReference(channel);
            FeatureMap map = featureMap(channel);
            if (regime.usesMap(map)) {
                scores.put(channel, fresh.normalScore(channel, regime, map.whitening(), correlation));
            }
        }
        return scores;
    }

    /** Whether events are back where they were: the channel that has raised the alert says so, and no other objects. */
    boolean hasReturned(DriftAlert alert, ConfirmationWindow fresh) {
        Map<Channel, Double> scores = normalScores(fresh, 1);
        boolean known =
                scores.keySet().stream().anyMatch(channel -> channel.label().equals(alert.channel()));
        return known && scores.values().stream().allMatch(score -> score < RETURN_SCORE);
    }

    /** Of events among themselves, how many are worth an independent one: if they depend on each other they stand out by chance. */
    double autocorrelationTime(List<LocatedEvent> events) {
        FeatureMap map = featureMap(Channel.RAW);
        float[][] rows = events.stream()
                .map(located -> map.map(located.event().features().values()))
                .toArray(float[][]::new);
        return Autocorrelation.of(PermutationRuns.centre(rows), map.whitening()).integratedTime();
    }

    /** Of a sketch of raw features, the squared discrepancy. */
    double distanceOf(Sketch sketch) {
        Reference reference = calibratedReference(Channel.RAW).reference();
        return distance(reference.centred(sketch), sketch.count(), reference);
    }

    /** Of a stretch of raw features without the centre of their regime, the squared discrepancy. */
    double distance(DyadicWindows.WindowSum stretch) {
        return distance(
                stretch.sum(),
                stretch.length(),
                calibratedReference(Channel.RAW).reference());
    }

    /**
     * The same, to the source; 0 where that is not known, because the source has been learnt anew and is seen through another
     * map than a domain with a regime of its own.
     */
    double sourceDistance(DyadicWindows.WindowSum stretch) {
        Reference from = source.get(Channel.RAW).calibratedReference().reference();
        if (from.sketch().mapFingerprint() != featureMap(Channel.RAW).fingerprint()) {
            return 0;
        }
        float[] centred =
                from.centred(stretch.sum(), calibratedReference(Channel.RAW).reference(), stretch.length());
        return distance(centred, stretch.length(), from);
    }

    private double distance(float[] centred, long count, Reference from) {
        return MmdStatistic.unbiasedSquaredDistance(
                centred, count, from, featureMap(Channel.RAW).outputs());
    }
}
