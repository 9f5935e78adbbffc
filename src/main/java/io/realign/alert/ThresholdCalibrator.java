package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.Whitening;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Finds from quiet rows alone what chance does: their order is shuffled over and over, each time the windows run over
 * them, and what comes out is what windows do when nothing has changed.
 *
 * <p>Rows are drawn without replacement, which gives the statistic its right mean although the rows are few and are
 * compared with their own mean: a window of {@code w} of {@code n} rows has {@code 1 - w / n} of the variance. Rows that
 * depend on their neighbours are shuffled in blocks, from which the laws are taken; the height is then that of the same
 * rows shuffled one by one, because the few blocks that a stretch is made of repeat the same extremes in every shuffle.
 *
 * @param arl average run length: events from one false alarm to the next, 100 to 1e12
 * @param seed of the shuffles
 */
public record ThresholdCalibrator(double arl, long seed) {
    /** Windows are shorter than half of the rows that they are drawn from. */
    private static final int ROWS_PER_LENGTH = 4;

    /** A block is so many times as long as the rows remember. */
    private static final int BLOCK_LENGTH_FACTOR = 12;

    private static final int MIN_BLOCKS = 10;
    private static final int MIN_RUNS = 100;

    /** Events that the shuffles have together. */
    private static final int TOTAL_EVENTS = 400_000;

    public static final double MIN_ARL = 100;
    public static final double MAX_ARL = 1e12;

    public ThresholdCalibrator {
        if (!(arl >= MIN_ARL && arl <= MAX_ARL)) {
            throw new IllegalArgumentException(
                    "expected an average run length of %.0f to %.0e events, got %s".formatted(MIN_ARL, MAX_ARL, arl));
        }
    }

    /** The fewest rows that tell anything. */
    static final int MIN_ROWS = 2 * ROWS_PER_LENGTH * DyadicWindows.MIN_LENGTH;

    /**
     * The threshold for windows that are compared with the mean of rows like these.
     *
     * @param rows in the order of time, {@link #MIN_ROWS} or more, none of which the whitening was fitted to
     * @param levels at which windows will be looked at; those that are too long to be measured follow the longest that
     *     is not
     */
    DriftThresholds calibrate(float[][] rows, Whitening whitening, Autocorrelation correlation, int levels) {
        PermutationRuns shuffles = permutationRuns(rows, whitening, 1, levels, seed);
        NullDistribution event = shuffles.eventDistribution();
        List<NullDistributions> laws = shuffles.levelDistributions();
        CalibratedThreshold height = shuffles.calibrate(event, laws, this);
        return calibrate(
                height, event, blockDistributions(rows, whitening, correlation, laws, seed), correlation, levels);
    }

    /** The same with a height that is known, because it hardly depends on the rows. */
    static DriftThresholds calibrate(
            float[][] rows, Whitening whitening, Autocorrelation correlation, int levels, CalibratedThreshold height) {
        PermutationRuns shuffles = permutationRuns(rows, whitening, 1, levels, height.seed());
        List<NullDistributions> laws =
                blockDistributions(rows, whitening, correlation, shuffles.levelDistributions(), height.seed());
        return calibrate(height, shuffles.eventDistribution(), laws, correlation, levels);
    }

    private static DriftThresholds calibrate(
            CalibratedThreshold height,
            NullDistribution event,
            List<NullDistributions> measured,
            Autocorrelation correlation,
            int levels) {
        List<NullDistributions> laws = new ArrayList<>(measured);
        while (laws.size() < levels) {
            laws.add(measured.get(measured.size() - 1));
        }
        return new DriftThresholds(height, event, laws, correlation.integratedTime());
    }

    private static List<NullDistributions> blockDistributions(
            float[][] rows,
            Whitening whitening,
            Autocorrelation correlation,
            List<NullDistributions> independent,
            long seed) {
        int block = blockLength(correlation, rows.length);
        if (block == 1) {
            return independent;
        }
        Autocorrelation ofTypicality = Autocorrelation.ofTypicality(PermutationRuns.centre(rows), whitening);
        List<NullDistributions> blocks = permutationRuns(rows, whitening, block, independent.size(), seed)
                .levelDistributions();
        List<NullDistributions> laws = new ArrayList<>();
        for (int level = 0; level < blocks.size(); level++) {
            int length = DyadicWindows.minLength(level);
            NullDistributions one = independent.get(level);
            NullDistributions kept = blocks.get(level);
            // Few blocks repeat the same extremes, so tails are those of the rows one by one, too.
            laws.add(new NullDistributions(
                    kept.discrepancy()
                            .scale(correlation.blockCorrection(length, block))
                            .withTailFactor(one.discrepancy().tailFactor()),
                    kept.typicality()
                            .scaleDeviation(Math.sqrt(ofTypicality.blockCorrection(length, block)))
                            .withTailFactor(one.typicality().tailFactor())));
        }
        return laws;
    }

    /** How many rows stay together when {@code rows} of them are shuffled. */
    static int blockLength(Autocorrelation correlation, int rows) {
        int wanted = correlation.coefficients().length == 0
                ? 1
                : (int) Math.ceil(BLOCK_LENGTH_FACTOR * correlation.integratedTime());
        return Math.max(1, Math.min(rows / MIN_BLOCKS, wanted));
    }

    private static PermutationRuns permutationRuns(
            float[][] rows, Whitening whitening, int block, int levels, long seed) {
        int measured = 1;
        while (measured < levels && DyadicWindows.minLength(measured) * ROWS_PER_LENGTH <= rows.length) {
            measured++;
        }
        int shuffles = Math.max(MIN_RUNS, TOTAL_EVENTS / rows.length);
        return PermutationRuns.of(rows, whitening, block, measured, shuffles, new Random(seed));
    }
}
