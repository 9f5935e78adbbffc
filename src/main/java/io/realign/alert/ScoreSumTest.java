package io.realign.alert;

import io.realign.window.DyadicWindows;

/** Tests the sums of a rank score over the two newest events and over the windows of all levels. */
final class ScoreSumTest {
    private static final int SHORT = 64;

    private final ScoreDistributions scores;
    private final int index;
    private final double[] zScoreThresholds;

    /** Sums of windows of each length whose scaled sum is 1. */
    private final double[] unitsOfShortWindows = new double[SHORT];

    /** Lower and upper limit of each scaled sum. */
    private final double[][] limits;

    /**
     * @param index index of the score in a row
     * @param zScoreThresholds thresholds of all statistics
     * @param firstStatistic first of the statistics of this score
     */
    ScoreSumTest(ScoreDistributions scores, int index, double[] zScoreThresholds, int firstStatistic) {
        this.scores = scores;
        this.index = index;
        this.zScoreThresholds = new double[scores.sums().size()];
        System.arraycopy(zScoreThresholds, firstStatistic, this.zScoreThresholds, 0, this.zScoreThresholds.length);
        for (int length = 1; length < SHORT; length++) {
            unitsOfShortWindows[length] = unit(length);
        }
        this.limits = new double[this.zScoreThresholds.length][];
        for (int window = 0; window < limits.length; window++) {
            NullDistribution distribution = scores.sums().get(window);
            limits[window] = new double[] {
                distribution.statistic(-this.zScoreThresholds[window]),
                distribution.statistic(this.zScoreThresholds[window])
            };
        }
    }

    /** Returns the sum of the scores over the window of a level. */
    double sum(DyadicWindows windows, int level) {
        return windows.sum(level, index);
    }

    /** Returns the score of an event. */
    float score(float[] row) {
        return row[index];
    }

    /**
     * Returns the change of a sum that is needed to exceed a limit; negative if it does.
     *
     * @param window 0 for the two newest events, otherwise one more than the level
     */
    double slack(double sum, int window, int length) {
        double unit = length < unitsOfShortWindows.length ? unitsOfShortWindows[length] : unit(length);
        return Math.min(sum - limits[window][0] * unit, limits[window][1] * unit - sum);
    }

    /** Returns the sum whose scaled sum is 1. */
    private double unit(int length) {
        return RankScores.GRID / FeatureSums.scale(length, scores.ranks().count());
    }

    /**
     * Returns the drift score of a sum; above 1 if it exceeds a limit.
     *
     * @param relativeTime autocorrelation time of the events divided by that of the reference, 1 or more
     */
    double driftScore(double sum, int window, int length, double relativeTime) {
        double scaled = ScoreDistributions.scaled(sum, length, scores.ranks().count()) / Math.sqrt(relativeTime);
        return Math.abs(scores.sums().get(window).zScore(scaled)) / zScoreThresholds[window];
    }

    /** Returns the mean score of a window. */
    double mean(DyadicWindows.WindowSum window) {
        return (double) window.sum()[index] / RankScores.GRID / window.length();
    }

    /** Returns a measure of the significance of a window, which compares windows of different lengths. */
    double significance(DyadicWindows.WindowSum window) {
        return Math.abs(ScoreDistributions.scaled(
                window.sum()[index], window.length(), scores.ranks().count()));
    }
}
