package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.OffsetRanges;
import io.realign.window.DriftWindow;
import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

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
    private static final int EVENTS_PER_LENGTH = 3;

    static final Comparator<LocatedEvent> LOG_ORDER = Comparator.comparing(
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
     * event, or by blocks of the events of a domain if these are autocorrelated.
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
        return fit(DriftWindow.SOURCE, version, withPrecedingGaps(events), outputs, calibrator, seed);
    }

    /**
     * Fits a reference and thresholds to other events, keeping the feature map.
     *
     * @param name name of the reference; if it is the current name, the version increases by one
     * @param events at least 2 events in time order
     */
    public FittedReference recalibrate(String name, List<LocatedEvent> events) {
        float[][] raw = raw(events);
        float[][] rows = featureMap.map(raw);
        float[][] centred = PermutationRuns.centre(rows);
        Reference current = calibratedReference.reference();
        int version = current.name().equals(name) ? current.version() + 1 : 1;
        Reference reference = new Reference(name, version, sketch(featureMap, events));
        // Equal events have no null distribution, so the current thresholds stay.
        if (areEqual(centred)) {
            return new FittedReference(
                    featureMap, new CalibratedReference(reference, calibratedReference.thresholds()));
        }
        KeyedRows keyed = KeyedRows.ofOneKey(rows);
        boolean isDependent =
                calibratedReference.thresholds().autocorrelationTime() > 1 || isDependent(keyed, featureMap);
        DriftThresholds thresholds = calibrator()
                .calibrate(
                        new ThresholdCalibrator.ReferenceRows(
                                raw,
                                rows,
                                keyed,
                                isDependent
                                        ? Autocorrelation.of(keyed.with(centred), featureMap.whitening())
                                        : Autocorrelation.NONE,
                                isDependent ? differenceRatio(keyed, featureMap) : 1),
                        featureMap,
                        levels(events.size()));
        return new FittedReference(featureMap, new CalibratedReference(reference, thresholds));
    }

    /** Whether events differ from each other, without which they have no null distribution. */
    boolean areDifferent(List<LocatedEvent> events) {
        float[][] raw = raw(events);
        boolean allEqual = Arrays.stream(raw).allMatch(row -> Arrays.equals(row, raw[0]));
        return !allEqual && !areEqual(PermutationRuns.centre(featureMap.map(raw)));
    }

    private boolean areEqual(float[][] centred) {
        return Arrays.stream(centred).allMatch(row -> featureMap.whitening().squaredNorm(row) == 0);
    }

    /**
     * Fits a feature map, a reference and thresholds to events of another feature space.
     *
     * @param name name of the reference
     * @param events at least {@link #MIN_EVENTS} events in time order
     */
    public FittedReference rebuild(String name, List<LocatedEvent> events) {
        return fit(
                name,
                1,
                events,
                featureMap.outputs(),
                calibrator(),
                featureMap.randomFeatures().seed());
    }

    /** Calibrates another reference to the average run length that was requested for this one. */
    private ThresholdCalibrator calibrator() {
        DriftThresholds thresholds = calibratedReference.thresholds();
        return new ThresholdCalibrator(
                thresholds.requestedArl(), thresholds.calibration().seed());
    }

    private static FittedReference fit(
            String name,
            int version,
            List<LocatedEvent> events,
            int outputs,
            ThresholdCalibrator calibrator,
            long seed) {
        if (events.size() < MIN_EVENTS) {
            throw new IllegalArgumentException(
                    "expected at least %d events to fit a reference, got %d".formatted(MIN_EVENTS, events.size()));
        }
        KeyedRows raw = byDomain(events);
        FeatureMap initialMap = FeatureMap.fit(raw.alternatingBlocks(1, 0).rows(), outputs, 1, seed);
        KeyedRows initialRows = raw.with(initialMap.map(raw.rows()));
        boolean isDependent = isDependent(initialRows, initialMap);
        Autocorrelation correlation = isDependent
                ? Autocorrelation.of(raw.with(PermutationRuns.centre(initialRows.rows())), initialMap.whitening())
                : Autocorrelation.NONE;
        int blockLength = ThresholdCalibrator.blockLength(correlation, raw.count());
        FeatureMap map = blockLength == 1
                ? initialMap
                : FeatureMap.fit(
                        raw.alternatingBlocks(blockLength, 0).rows(), outputs, correlation.integratedTime(), seed);
        KeyedRows rows = blockLength == 1 ? initialRows : raw.with(map.map(raw.rows()));
        DriftThresholds thresholds = calibrator.calibrate(
                new ThresholdCalibrator.ReferenceRows(
                        raw.rows(),
                        rows.rows(),
                        blockLength == 1 ? rows.alternatingBlocks(1, 1) : rows,
                        correlation,
                        isDependent ? differenceRatio(initialRows, initialMap) : 1),
                map,
                levels(events.size()));
        return new FittedReference(
                map, new CalibratedReference(new Reference(name, version, sketch(map, events)), thresholds));
    }

    private static boolean isDependent(KeyedRows rows, FeatureMap map) {
        return IndependenceTest.rejects(
                rows,
                SuccessiveDifferences.start(map),
                SuccessiveDifferences.count(map),
                new Random(map.randomFeatures().seed()));
    }

    private static double differenceRatio(KeyedRows rows, FeatureMap map) {
        return SuccessiveDifferences.ratio(rows, SuccessiveDifferences.start(map), SuccessiveDifferences.count(map));
    }

    /** Returns the raw rows of the events of each domain. */
    private static KeyedRows byDomain(List<LocatedEvent> events) {
        Map<String, List<float[]>> domains = new TreeMap<>();
        for (LocatedEvent located : events) {
            domains.computeIfAbsent(located.event().domain(), domain -> new ArrayList<>())
                    .add(located.event().features().values());
        }
        List<float[]> rows = new ArrayList<>();
        int[] starts = new int[domains.size()];
        int domain = 0;
        for (List<float[]> each : domains.values()) {
            starts[domain++] = rows.size();
            rows.addAll(each);
        }
        return new KeyedRows(rows.toArray(float[][]::new), starts);
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
}
