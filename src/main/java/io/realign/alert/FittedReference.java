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
 * A feature map with a reference and thresholds computed with it.
 *
 * @param featureMap maps raw features to rows
 * @param calibratedReference reference and thresholds
 */
public record FittedReference(FeatureMap featureMap, CalibratedReference calibratedReference) {
    /** Minimum number of events for fitting a reference. */
    public static final int MIN_EVENTS = 2 * ThresholdCalibrator.MIN_ROWS;

    /** Reference events per event of the longest window. */
    private static final int EVENTS_PER_LENGTH = 2;

    private static final Comparator<LocatedEvent> LOG_ORDER = Comparator.comparing(
                    (LocatedEvent event) -> event.offsets().topic())
            .thenComparingInt(event -> event.offsets().partition())
            .thenComparingLong(event -> event.offsets().from());

    /**
     * Fits the first version of the source reference.
     *
     * @see #fit(List, int, int, ThresholdCalibrator, long)
     */
    public static FittedReference fit(
            List<LocatedEvent> source, int outputs, ThresholdCalibrator calibrator, long seed) {
        return fit(source, 1, outputs, calibrator, seed);
    }

    /**
     * Fits to the source. The result does not depend on the order of the list.
     *
     * <p>The map is fitted to one half of the events, the null distributions to the other half. The halves alternate by
     * event, or by blocks if events are autocorrelated.
     *
     * @param source at least {@link #MIN_EVENTS} events
     * @param version version of the reference, from 1
     * @param outputs number of random features
     * @param calibrator calibrates the threshold
     * @param seed random seed of the random features
     * @throws IllegalArgumentException if the events are too few or all equal
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static FittedReference fit(
            List<LocatedEvent> source, int version, int outputs, ThresholdCalibrator calibrator, long seed) {
        List<LocatedEvent> events = source.stream().sorted(LOG_ORDER).toList();
        return fit(DriftWindow.SOURCE, version, withPrecedingGaps(events), outputs, calibrator::calibrate, seed);
    }

    /**
     * Fits a reference and null distributions to other events, keeping the feature map and the threshold.
     *
     * @param name name of the reference; if it is the current name, the version increases by one
     * @param events at least 2 events in time order
     */
    public FittedReference recalibrate(String name, List<LocatedEvent> events) {
        float[][] rows = featureMap.map(raw(events));
        float[][] centred = PermutationRuns.centre(rows);
        Reference current = calibratedReference.reference();
        int version = current.name().equals(name) ? current.version() + 1 : 1;
        Reference reference = new Reference(name, version, sketch(featureMap, events));
        // Equal events have no null distribution, so the current thresholds stay.
        if (Arrays.stream(centred).allMatch(row -> featureMap.whitening().squaredNorm(row) == 0)) {
            return new FittedReference(
                    featureMap, new CalibratedReference(reference, calibratedReference.thresholds()));
        }
        Autocorrelation correlation = Autocorrelation.of(centred, featureMap.whitening());
        DriftThresholds thresholds = ThresholdCalibrator.calibrate(
                rows,
                featureMap.whitening(),
                correlation,
                levels(events.size()),
                calibratedReference.thresholds().calibration());
        return new FittedReference(featureMap, new CalibratedReference(reference, thresholds));
    }

    /**
     * Fits a feature map, a reference and null distributions to events of another feature space, keeping the threshold.
     *
     * @param name name of the reference
     * @param events at least {@link #MIN_EVENTS} events in time order
     */
    public FittedReference rebuild(String name, List<LocatedEvent> events) {
        CalibratedThreshold threshold = calibratedReference.thresholds().calibration();
        return fit(
                name,
                1,
                events,
                featureMap.outputs(),
                (rows, whitening, correlation, levels) ->
                        ThresholdCalibrator.calibrate(rows, whitening, correlation, levels, threshold),
                featureMap.randomFeatures().seed());
    }

    private interface ThresholdCalibration {
        DriftThresholds calibrate(float[][] rows, Whitening whitening, Autocorrelation correlation, int levels);
    }

    private static FittedReference fit(
            String name,
            int version,
            List<LocatedEvent> events,
            int outputs,
            ThresholdCalibration calibration,
            long seed) {
        if (events.size() < MIN_EVENTS) {
            throw new IllegalArgumentException(
                    "expected at least %d events to fit a reference, got %d".formatted(MIN_EVENTS, events.size()));
        }
        float[][] raw = raw(events);
        FeatureMap initialMap = FeatureMap.fit(alternatingBlocks(raw, 1, 0), outputs, 1, seed);
        Autocorrelation correlation =
                Autocorrelation.of(PermutationRuns.centre(initialMap.map(raw)), initialMap.whitening());
        int blockLength = ThresholdCalibrator.blockLength(correlation, raw.length);
        FeatureMap map = blockLength == 1
                ? initialMap
                : FeatureMap.fit(alternatingBlocks(raw, blockLength, 0), outputs, correlation.integratedTime(), seed);
        DriftThresholds thresholds = calibration.calibrate(
                map.map(blockLength == 1 ? alternatingBlocks(raw, blockLength, 1) : raw),
                map.whitening(),
                correlation,
                levels(events.size()));
        return new FittedReference(
                map, new CalibratedReference(new Reference(name, version, sketch(map, events)), thresholds));
    }

    /** Returns the version of the reference, from 1. */
    public int version() {
        return calibratedReference.reference().version();
    }

    static Sketch sketch(FeatureMap map, List<LocatedEvent> events) {
        Sketch sketch = Sketch.empty(map);
        for (LocatedEvent located : events) {
            sketch = sketch.merge(Sketch.of(
                    map, located.event().time(), located.event().features().values(), located.offsets()));
        }
        return sketch;
    }

    private static List<LocatedEvent> withPrecedingGaps(List<LocatedEvent> events) {
        List<LocatedEvent> extended = new ArrayList<>(events.size());
        OffsetRange before = null;
        for (LocatedEvent located : events) {
            extended.add(new LocatedEvent(located.event(), OffsetRanges.withPrecedingGap(before, located.offsets())));
            before = located.offsets();
        }
        return extended;
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

    /** Returns every second block of rows, beginning with block {@code firstBlock}, 0 or 1. */
    private static float[][] alternatingBlocks(float[][] rows, int blockLength, int firstBlock) {
        List<float[]> half = new ArrayList<>(rows.length / 2 + blockLength);
        for (int i = 0; i < rows.length; i++) {
            if (i / blockLength % 2 == firstBlock) {
                half.add(rows[i]);
            }
        }
        return half.toArray(float[][]::new);
    }
}
