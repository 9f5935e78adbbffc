package io.realign.alert;

import io.realign.window.DyadicWindows;

/** Tests window sums of the scaled features and their squares one by one, see {@link FeatureSums}. */
final class FeatureSumTest {
    /** Windows are tested on every eighth event; long windows change slowly and are tested twice per length. */
    private static final int INTERVAL = 8;

    private static final int TESTS_PER_LENGTH = 2;

    /** Rounding errors of the screening. */
    private static final float TOLERANCE = 1e-4f;

    /** The most extreme value of a window sum. */
    record Extreme(int feature, double zScore) {}

    private final FeatureSums sums;
    private final int start;
    private final long referenceCount;

    /** Centre of the rows minus the mean of each value. */
    private final float[] shifts;

    /** For each level, the values that are tested and their number; null for levels that are not tested. */
    private final boolean[][] tested;

    private final Bonferroni[] corrections;

    /**
     * For each level, factors such that {@code slope * x + magnitude * |x|} is the ratio of a sum x to its upper or lower
     * limit; 0 for values that are not tested.
     */
    private final float[][] slopes;

    private final float[][] magnitudes;

    /**
     * @param start index in rows of the first scaled feature
     * @param centre centre that is subtracted from rows
     * @param referenceCount rows of the reference, negative if windows are drawn from them without replacement
     */
    FeatureSumTest(FeatureSums sums, int start, float[] centre, long referenceCount, int levels) {
        this.sums = sums;
        this.start = start;
        this.referenceCount = referenceCount;
        this.shifts = new float[sums.count()];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = centre[start + i] - sums.means()[i];
        }
        this.tested = new boolean[levels][];
        this.corrections = new Bonferroni[levels];
        this.slopes = new float[levels][];
        this.magnitudes = new float[levels][];
        for (int level = 0; level < levels; level++) {
            int length = DyadicWindows.minLength(level);
            int tests = length < FeatureSums.MIN_LENGTH ? 0 : sums.tested(length, referenceCount);
            if (tests > 0) {
                corrections[level] = Bonferroni.of(tests);
                tested[level] = new boolean[shifts.length];
                for (int i = 0; i < shifts.length; i++) {
                    tested[level][i] = sums.isTested(i, length, referenceCount);
                }
            }
        }
    }

    /** Sets the z-score, corrected for the number of values, that a level may not exceed. */
    void limit(int level, double zScore) {
        double each = corrections[level].invert(zScore);
        int length = DyadicWindows.minLength(level);
        slopes[level] = new float[shifts.length];
        magnitudes[level] = new float[shifts.length];
        for (int i = 0; i < shifts.length; i++) {
            if (tested[level][i]) {
                double above = Math.min(
                        sums.standardised(i, each, length, referenceCount),
                        sums.standardised(i, each, 2 * length - 1, referenceCount));
                double below = -Math.max(
                        sums.standardised(i, -each, length, referenceCount),
                        sums.standardised(i, -each, 2 * length - 1, referenceCount));
                slopes[level][i] = (float) ((1 / above - 1 / below) / 2 / sums.deviations()[i]);
                magnitudes[level][i] = (float) ((1 / above + 1 / below) / 2 / sums.deviations()[i]);
            }
        }
    }

    /** Returns the index in a row of a value. */
    int indexInRow(int feature) {
        return start + feature;
    }

    boolean isTested(int level) {
        return tested[level] != null;
    }

    /** Whether a level is tested after this number of events. */
    boolean isDue(int level, long events) {
        // All intervals are powers of two.
        return (events & (Math.max(INTERVAL, DyadicWindows.minLength(level) / TESTS_PER_LENGTH) - 1)) == 0
                && isTested(level);
    }

    /** Whether a sum may exceed its limit; only then {@link #extreme} is necessary. */
    boolean mayExceed(DyadicWindows windows, int level) {
        int length = windows.length(level);
        float scale = (float) FeatureSums.scale(length, referenceCount) * (1 + TOLERANCE);
        return windows.sumOfPowers(level, start, shifts, slopes[level], magnitudes[level], scale) >= 1;
    }

    /** Returns the z-score of the most extreme sum of a level, corrected for the number of values. */
    double zScore(DyadicWindows windows, int level) {
        return zScore(windows, level, 1);
    }

    /** @param relativeTime autocorrelation time of the events divided by that of the reference, 1 or more */
    double zScore(DyadicWindows windows, int level, double relativeTime) {
        return corrections[level].combine(Math.abs(extreme(windows, level).zScore()) / Math.sqrt(relativeTime));
    }

    Extreme extreme(DyadicWindows windows, int level) {
        float[] values = new float[shifts.length];
        windows.copySum(level, start, values);
        int length = windows.length(level);
        double scale = FeatureSums.scale(length, referenceCount);
        int feature = 0;
        double highest = 0;
        for (int i = 0; i < values.length; i++) {
            if (tested[level][i]) {
                double standardised = (values[i] + length * shifts[i]) / sums.deviations()[i] * scale;
                double zScore = sums.zScore(i, standardised, length, referenceCount);
                if (Math.abs(zScore) > Math.abs(highest)) {
                    feature = i;
                    highest = zScore;
                }
            }
        }
        return new Extreme(feature, highest);
    }

    /** Returns the standardised sum of a value over a window. */
    double standardised(DyadicWindows.WindowSum window, int feature) {
        return mean(window, feature) * window.length() * FeatureSums.scale(window.length(), referenceCount);
    }

    /** Returns the mean of a standardised value in a window. */
    double mean(DyadicWindows.WindowSum window, int feature) {
        return (window.sum()[start + feature] / window.length() + shifts[feature]) / sums.deviations()[feature];
    }

    /** Returns the standardised value of an event. */
    double standardised(float[] row, int feature) {
        return (row[start + feature] - sums.means()[feature]) / sums.deviations()[feature];
    }
}
