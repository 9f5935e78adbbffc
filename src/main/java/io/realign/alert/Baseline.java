package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Offsets;
import io.realign.window.DriftWindow;
import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import io.realign.window.Whitening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What quiet events have taught: how to look at events, what they looked like, and how much difference is chance.
 *
 * @param map how events are looked at
 * @param regime what they looked like, and how much difference from that is chance
 */
public record Baseline(FeatureMap map, Regime regime) {
    /** The fewest events that a baseline can be learnt from. */
    public static final int FEWEST_EVENTS = 2 * Calibration.FEWEST_ROWS;

    /** A window is at most half as long as what it is compared with. */
    private static final int EVENTS_PER_LENGTH = 2;

    private static final Comparator<LocatedEvent> LOG_ORDER = Comparator.comparing(
                    (LocatedEvent event) -> event.at().topic())
            .thenComparingInt(event -> event.at().partition())
            .thenComparingLong(event -> event.at().from());

    /**
     * Learns from the source. What comes out depends on which events there are, not on their order here.
     *
     * <p>The map is fitted to one half of the events and what chance does is measured on the other. The halves alternate,
     * event by event, or in stretches as long as events remember.
     *
     * @param source at least {@link #FEWEST_EVENTS}
     * @param outputs number of random features
     * @param calibration how the threshold is found
     * @param seed of the random features
     * @throws IllegalArgumentException if there are too few, or if all look the same
     */
    public static Baseline of(List<LocatedEvent> source, int outputs, Calibration calibration, long seed) {
        return of(source, 1, outputs, calibration, seed);
    }

    /**
     * Learns from a source that has been learnt from before.
     *
     * @param version counts the times, this one included
     */
    public static Baseline of(List<LocatedEvent> source, int version, int outputs, Calibration calibration, long seed) {
        List<LocatedEvent> events = source.stream().sorted(LOG_ORDER).toList();
        return fit(DriftWindow.SOURCE, version, joined(events), outputs, calibration::threshold, seed);
    }

    /**
     * What a domain looks like where it has gone, as this map sees it.
     *
     * @param name of the reference; its next version, if this one has the same
     * @param events in the order of time, at least 2
     */
    public Baseline at(String name, List<LocatedEvent> events) {
        float[][] rows = map.map(raw(events));
        float[][] centred = Shuffles.centred(rows);
        Reference now = regime.reference();
        int version = now.name().equals(name) ? now.version() + 1 : 1;
        Reference reference = new Reference(name, version, sketch(map, events));
        // Events that are all the same tell nothing of chance: the source's has to do.
        if (Arrays.stream(centred).allMatch(row -> map.whitening().squaredNorm(row) == 0)) {
            return new Baseline(map, new Regime(reference, regime.threshold()));
        }
        Autocorrelation correlation = Autocorrelation.of(centred, map.whitening());
        Threshold threshold = Calibration.threshold(
                rows,
                map.whitening(),
                correlation,
                levels(events.size()),
                regime.threshold().calibrated());
        return new Baseline(map, new Regime(reference, threshold));
    }

    /**
     * What a domain looks like where it has gone, in a space that this map has not seen.
     *
     * @param name of the reference
     * @param events in the order of time, at least {@link #FEWEST_EVENTS}
     */
    public Baseline anew(String name, List<LocatedEvent> events) {
        Calibrated height = regime.threshold().calibrated();
        return fit(
                name,
                1,
                events,
                map.outputs(),
                (rows, whitening, correlation, levels) ->
                        Calibration.threshold(rows, whitening, correlation, levels, height),
                map.embedding().features().seed());
    }

    private interface Thresholds {
        Threshold of(float[][] rows, Whitening whitening, Autocorrelation correlation, int levels);
    }

    private static Baseline fit(
            String name, int version, List<LocatedEvent> events, int outputs, Thresholds thresholds, long seed) {
        if (events.size() < FEWEST_EVENTS) {
            throw new IllegalArgumentException("expected at least %d events to learn what is normal, got %d"
                    .formatted(FEWEST_EVENTS, events.size()));
        }
        float[][] raw = raw(events);
        FeatureMap first = FeatureMap.fit(alternate(raw, 1, 0), outputs, 1, seed);
        Autocorrelation correlation = Autocorrelation.of(Shuffles.centred(first.map(raw)), first.whitening());
        int block = Calibration.block(correlation, raw.length);
        FeatureMap map =
                block == 1 ? first : FeatureMap.fit(alternate(raw, block, 0), outputs, correlation.time(), seed);
        Threshold threshold = thresholds.of(
                map.map(block == 1 ? alternate(raw, block, 1) : raw),
                map.whitening(),
                correlation,
                levels(events.size()));
        return new Baseline(map, new Regime(new Reference(name, version, sketch(map, events)), threshold));
    }

    /** Counts how often it has been learnt, from 1. */
    public int version() {
        return regime.reference().version();
    }

    /** The sketch of events that answer for the offsets which they name. */
    static Sketch sketch(FeatureMap map, List<LocatedEvent> events) {
        Sketch sketch = Sketch.empty(map);
        for (LocatedEvent located : events) {
            sketch = sketch.merge(Sketch.of(
                    map, located.event().time(), located.event().features().values(), located.at()));
        }
        return sketch;
    }

    /** Each event answers for the offsets since the one before it. */
    private static List<LocatedEvent> joined(List<LocatedEvent> events) {
        List<LocatedEvent> joined = new ArrayList<>(events.size());
        OffsetRange before = null;
        for (LocatedEvent located : events) {
            joined.add(new LocatedEvent(located.event(), Offsets.since(before, located.at())));
            before = located.at();
        }
        return joined;
    }

    private static int levels(int events) {
        int levels = 1;
        while (levels < DyadicWindows.MOST_LEVELS && DyadicWindows.shortest(levels) * EVENTS_PER_LENGTH <= events) {
            levels++;
        }
        return levels;
    }

    private static float[][] raw(List<LocatedEvent> events) {
        return events.stream()
                .map(located -> located.event().features().values())
                .toArray(float[][]::new);
    }

    /** Every other stretch of {@code block} rows, beginning with the stretch {@code first}. */
    private static float[][] alternate(float[][] rows, int block, int first) {
        List<float[]> half = new ArrayList<>(rows.length / 2 + block);
        for (int i = 0; i < rows.length; i++) {
            if (i / block % 2 == first) {
                half.add(rows[i]);
            }
        }
        return half.toArray(float[][]::new);
    }
}
