package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.Mmd;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a domain is compared with: in each channel its own regime where it has one, that of the source otherwise.
 *
 * @param own the regimes of its own
 * @param seen how its events are looked at
 * @param source what the source has taught
 */
record Comparison(Standing own, Standing seen, Map<Channel, Baseline> source) {
    /** Events are back where they were if chance puts more than a twentieth of all windows further away. */
    static final double LOW = 2.13;

    Comparison(Standing standing, Map<Channel, Baseline> source) {
        this(standing, standing, source);
    }

    /** The same events compared with what was before. */
    Comparison with(Standing before) {
        return new Comparison(before, seen, source);
    }

    Regime regime(Channel channel) {
        Regime regime = own.regimes().get(channel);
        return regime == null ? source.get(channel).regime() : regime;
    }

    FeatureMap map(Channel channel) {
        FeatureMap map = seen.maps().get(channel);
        return map == null ? source.get(channel).map() : map;
    }

    Baseline baseline(Channel channel) {
        return new Baseline(map(channel), regime(channel));
    }

    /**
     * Normal scores of events, by channel. Nothing is known of a channel that has missed some of them, or that has looked
     * through another model.
     *
     * @param correlation how many of them are worth an independent one, from 1
     */
    Map<Channel, Double> scores(Fresh fresh, double correlation) {
        Map<Channel, Double> scores = new EnumMap<>(Channel.class);
        for (Channel channel : fresh.sums().keySet()) {
            Regime regime = regime(channel);
            FeatureMap map = map(channel);
            if (regime.seenThrough(map)) {
                scores.put(channel, fresh.score(channel, regime, map.whitening(), correlation));
            }
        }
        return scores;
    }

    /** Whether events are back where they were: the channel that has raised the alert says so, and no other objects. */
    boolean isBack(DriftAlert alert, Fresh fresh) {
        Map<Channel, Double> scores = scores(fresh, 1);
        boolean known =
                scores.keySet().stream().anyMatch(channel -> channel.label().equals(alert.channel()));
        return known && scores.values().stream().allMatch(score -> score < LOW);
    }

    /** Of events among themselves, how many are worth an independent one: if they depend on each other they stand out by chance. */
    double correlation(List<LocatedEvent> events) {
        FeatureMap map = map(Channel.RAW);
        float[][] rows = events.stream()
                .map(located -> map.map(located.event().features().values()))
                .toArray(float[][]::new);
        return Autocorrelation.of(Shuffles.centred(rows), map.whitening()).time();
    }

    /** Of a sketch of raw features, the squared discrepancy. */
    double distanceOf(Sketch sketch) {
        Reference reference = regime(Channel.RAW).reference();
        return distance(reference.centred(sketch), sketch.count(), reference);
    }

    /** Of a stretch of raw features without the centre of their regime, the squared discrepancy. */
    double distance(DyadicWindows.Stretch stretch) {
        return distance(stretch.sum(), stretch.length(), regime(Channel.RAW).reference());
    }

    /**
     * The same, to the source; 0 where that is not known, because the source has been learnt anew and is seen through another
     * map than a domain with a regime of its own.
     */
    double sourceDistance(DyadicWindows.Stretch stretch) {
        Reference from = source.get(Channel.RAW).regime().reference();
        if (from.sketch().map() != map(Channel.RAW).identity()) {
            return 0;
        }
        float[] centred = from.centred(stretch.sum(), regime(Channel.RAW).reference(), stretch.length());
        return distance(centred, stretch.length(), from);
    }

    private double distance(float[] centred, long count, Reference from) {
        return Mmd.unbiased(centred, count, from, map(Channel.RAW).outputs());
    }
}
