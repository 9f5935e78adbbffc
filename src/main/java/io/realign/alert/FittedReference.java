package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.OffsetRanges;
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
 * @param featureMap how events are looked at
 * @param calibratedReference what they looked like, and how much difference from that is chance
 */
public record FittedReference(FeatureMap featureMap, CalibratedReference calibratedReference) {
    /** The fewest events that a baseline can be learnt from. */
    public static final int MIN_EVENTS = 2 * ThresholdCalibrator.MIN_ROWS;

    /** A window is at most half as long as what it is compared with. */
    private static final int EVENTS_PER_LENGTH = 2;

    private static final Comparator<LocatedEvent> LOG_ORDER = Comparator.comparing(
                    (LocatedEvent event) -> event.offsets().topic())
            .thenComparingInt(event -> event.offsets().partition())
            .thenComparingLong(event -> event.offsets().from());

    /**
     * Learns from the source. What comes out depends on which events there are, not on their order here.
     *
     * <p>The map is fitted to one half of the events and what chance does is measured on the other. The halves alternate,
     * event by event, or in stretches as long as events remember.
     *
     * @param source at least {@link #MIN_EVENTS}
     * @param outputs number of random features
     * @param calibration how the threshold is found
     * @param seed of the random features
     * @throws IllegalArgumentException if there are too few, or if all look the same
     */
    public static FittedReference fit(
            List<LocatedEvent> source, int outputs, ThresholdCalibrator calibration, long seed) {
        return fit(source, 1, outputs, calibration, seed);
    }

    /**
     * Learns from a source that has been learnt from before.
     *
     * @param version counts the times, this one included
     */
    public static FittedReference fit(
            List<LocatedEvent> source, int version, int outputs, ThresholdCalibrator calibration, long seed) {
        List<LocatedEvent> events = source.stream().sorted(LOG_ORDER).toList();
        return fit(DriftWindow.SOURCE, version, withPrecedingGaps(events), outputs, calibration::calibrate, seed);
    }

    /**
     * What a domain looks like where it has gone, as this map sees it.
     *
     * @param name of the reference; its next version, if this one has the same
     * @param events in the order of time, at least 2
     */
    public FittedReference recalibrate(String name, List<LocatedEvent> events) {
        float[][] rows = featureMap.map(raw(events));
        float[][] centred = PermutationRuns.centre(rows);
        Reference now = calibratedReference.reference();
        int version = now.name().equals(name) ? now.version() + 1 : 1;
        Reference reference = new Reference(name, version, sketch(featureMap, events));
        // Events that are all the same tell nothing of chance: the source's has to do.
        if (Arrays.stream(centred).allMatch(row -> featureMap.whitening().squaredNorm(row) == 0)) {
            return new FittedReference(
                    featureMap, new CalibratedReference(reference, calibratedReference.thresholds()));
        }
        Autocorrelation correlation = Autocorrelation.of(centred, featureMap.whitening());
        DriftThresholds threshold = ThresholdCalibrator.calibrate(
                rows,
                featureMap.whitening(),
                correlation,
                levels(events.size()),
                calibratedReference.thresholds().calibration());
        return new FittedReference(featureMap, new CalibratedReference(reference, threshold));
    }

    /**
     * What a domain looks like where it has gone, in a space that this map has not seen.
     *
     * @param name of the reference
     * @param events in the order of time, at least {@link #MIN_EVENTS}
     */
    public FittedReference rebuild(String name, List<LocatedEvent> events) {
        CalibratedThreshold height = calibratedReference.thresholds().calibration();
        return fit(
                name,
                1,
                events,
                featureMap.outputs(),
                (rows, whitening, correlation, levels) ->
                        ThresholdCalibrator.calibrate(rows, whitening, correlation, levels, height),
                featureMap.scaledFeatures().features().seed());
    }

    private interface ThresholdFunction {
        DriftThresholds of(float[][] rows, Whitening whitening, Autocorrelation correlation, int levels);
    }

    private static FittedReference fit(
            String name, int version, List<LocatedEvent> events, int outputs, ThresholdFunction thresholds, long seed) {
        if (events.size() < MIN_EVENTS) {
            throw new IllegalArgumentException(
                    "expected at least %d events to learn what is normal, got %d".formatted(MIN_EVENTS, events.size()));
        }
        float[][] raw = raw(events);
        FeatureMap first = FeatureMap.fit(alternatingBlocks(raw, 1, 0), outputs, 1, seed);
        Autocorrelation correlation = Autocorrelation.of(PermutationRuns.centre(first.map(raw)), first.whitening());
        int block = ThresholdCalibrator.blockLength(correlation, raw.length);
        FeatureMap map = block == 1
                ? first
                : FeatureMap.fit(alternatingBlocks(raw, block, 0), outputs, correlation.integratedTime(), seed);
        DriftThresholds threshold = thresholds.of(
                map.map(block == 1 ? alternatingBlocks(raw, block, 1) : raw),
                map.whitening(),
                correlation,
                levels(events.size()));
        return new FittedReference(
                map, new CalibratedReference(new Reference(name, version, sketch(map, events)), threshold));
    }

    /** Counts how often it has been learnt, from 1. */
    public int version() {
        return calibratedReference.reference().version();
    }

    /** The sketch of events that answer for the offsets which they name. */
    static Sketch sketch(FeatureMap map, List<LocatedEvent> events) {
        Sketch sketch = Sketch.empty(map);
        for (LocatedEvent located : events) {
            sketch = sketch.merge(Sketch.of(
                    map, located.event().time(), located.event().features().values(), located.offsets()));
        }
        return sketch;
    }

    /** Each event answers for the offsets since the one before it. */
    private static List<LocatedEvent> withPrecedingGaps(List<LocatedEvent> events) {
        List<LocatedEvent> joined = new ArrayList<>(events.size());
        OffsetRange before = null;
        for (LocatedEvent located : events) {
            joined.add(new LocatedEvent(located.event(), OffsetRanges.withPrecedingGap(before, located.offsets())));
            before = located.offsets();
        }
        return joined;
    }

    private static int levels(int events) {
        int levels = 1;
        while (levels < DyadicWindows.MAX_LEVELS && DyadicWindows.minLength(levels) * EVENTS_PER_LENGTH <= events) {
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
    private static float[][] alternatingBlocks(float[][] rows, int block, int first) {
        List<float[]> half = new ArrayList<>(rows.length / 2 + block);
        for (int i = 0; i < rows.length; i++) {
            if (i / block % 2 == first) {
                half.add(rows[i]);
            }
        }
        return half.toArray(float[][]::new);
    }
}
