package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.Whitening;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Calibrates thresholds by permutation tests: rows without drift are tested in many random orders.
 *
 * <p>Rows are drawn without replacement and compared with their own mean, so the sum of a window of {@code w} of
 * {@code n} rows has only {@code 1 - w / n} of the variance. The statistics are scaled accordingly. Autocorrelated rows
 * are permuted in blocks for the null distributions. The threshold is always calibrated on rows permuted one by one,
 * since a small number of blocks repeats the same extremes in every permutation.
 *
 * @param arl average run length: mean number of events until a false alarm, 100 to 1e12
 * @param seed random seed of the permutations
 */
public record ThresholdCalibrator(double arl, long seed) {
    /** Rows per event of a level's minimum window length. Windows are then shorter than half of the rows. */
    private static final int ROWS_PER_LENGTH = 4;

    /** Block length as a multiple of the autocorrelation time. */
    private static final int BLOCK_LENGTH_FACTOR = 12;

    /** Block length for permuting rows one by one. */
    private static final int SINGLE_ROWS = 1;

    private static final int MIN_BLOCKS = 10;
    private static final int MIN_RUNS = 100;

    /** Total events of all permutations. */
    private static final int TOTAL_EVENTS = 400_000;

    public static final double MIN_ARL = 100;
    public static final double MAX_ARL = 1e12;

    public ThresholdCalibrator {
        if (!(arl >= MIN_ARL && arl <= MAX_ARL)) {
            throw new IllegalArgumentException(
                    "expected an average run length of %.0f to %.0e events, got %s".formatted(MIN_ARL, MAX_ARL, arl));
        }
    }

    /** Minimum number of rows to calibrate with. */
    static final int MIN_ROWS = 2 * ROWS_PER_LENGTH * DyadicWindows.MIN_LENGTH;

    /**
     * Calibrates the threshold and the null distributions.
     *
     * @param rows at least {@link #MIN_ROWS} rows in time order, none of which the whitening was fitted to
     * @param levels number of levels; levels too long for the rows use the distributions of the longest measured level
     */
    DriftThresholds calibrate(float[][] rows, Whitening whitening, Autocorrelation correlation, int levels) {
        PermutationRuns runs = permutationRuns(rows, whitening, SINGLE_ROWS, levels, seed);
        NullDistribution event = runs.eventDistribution();
        List<NullDistributions> independent = runs.levelDistributions();
        CalibratedThreshold threshold = runs.calibrate(event, independent, this);
        return thresholds(
                threshold,
                event,
                blockDistributions(rows, whitening, correlation, independent, seed),
                correlation,
                levels);
    }

    /** Fits the null distributions and keeps a known threshold, which hardly depends on the rows. */
    static DriftThresholds calibrate(
            float[][] rows,
            Whitening whitening,
            Autocorrelation correlation,
            int levels,
            CalibratedThreshold threshold) {
        PermutationRuns runs = permutationRuns(rows, whitening, SINGLE_ROWS, levels, threshold.seed());
        List<NullDistributions> measured =
                blockDistributions(rows, whitening, correlation, runs.levelDistributions(), threshold.seed());
        return thresholds(threshold, runs.eventDistribution(), measured, correlation, levels);
    }

    private static DriftThresholds thresholds(
            CalibratedThreshold threshold,
            NullDistribution event,
            List<NullDistributions> measured,
            Autocorrelation correlation,
            int levels) {
        List<NullDistributions> distributions = new ArrayList<>(measured);
        while (distributions.size() < levels) {
            distributions.add(measured.get(measured.size() - 1));
        }
        return new DriftThresholds(threshold, event, distributions, correlation.integratedTime());
    }

    private static List<NullDistributions> blockDistributions(
            float[][] rows,
            Whitening whitening,
            Autocorrelation correlation,
            List<NullDistributions> independent,
            long seed) {
        int blockLength = blockLength(correlation, rows.length);
        if (blockLength == SINGLE_ROWS) {
            return independent;
        }
        Autocorrelation typicalityCorrelation = Autocorrelation.ofTypicality(PermutationRuns.centre(rows), whitening);
        List<NullDistributions> blocks = permutationRuns(rows, whitening, blockLength, independent.size(), seed)
                .levelDistributions();
        List<NullDistributions> distributions = new ArrayList<>();
        for (int level = 0; level < blocks.size(); level++) {
            int length = DyadicWindows.minLength(level);
            NullDistributions singleRows = independent.get(level);
            NullDistributions blocked = blocks.get(level);
            // A small number of blocks repeats the same extremes, so the tails are those of single rows.
            distributions.add(new NullDistributions(
                    blocked.discrepancy()
                            .scale(correlation.blockCorrection(length, blockLength))
                            .withTailFactor(singleRows.discrepancy().tailFactor()),
                    blocked.typicality()
                            .scaleDeviation(Math.sqrt(typicalityCorrelation.blockCorrection(length, blockLength)))
                            .withTailFactor(singleRows.typicality().tailFactor())));
        }
        return distributions;
    }

    /** Returns the block length for permuting rows, 1 if they are independent. */
    static int blockLength(Autocorrelation correlation, int rows) {
        int wanted = correlation.coefficients().length == 0
                ? 1
                : (int) Math.ceil(BLOCK_LENGTH_FACTOR * correlation.integratedTime());
        return Math.max(1, Math.min(rows / MIN_BLOCKS, wanted));
    }

    private static PermutationRuns permutationRuns(
            float[][] rows, Whitening whitening, int blockLength, int levels, long seed) {
        int measuredLevels = 1;
        while (measuredLevels < levels && DyadicWindows.minLength(measuredLevels) * ROWS_PER_LENGTH <= rows.length) {
            measuredLevels++;
        }
        int runs = Math.max(MIN_RUNS, TOTAL_EVENTS / rows.length);
        return PermutationRuns.of(rows, whitening, blockLength, measuredLevels, runs, new Random(seed));
    }
}
