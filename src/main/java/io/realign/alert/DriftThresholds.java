package io.realign.alert;

import io.realign.window.DyadicWindows;
import java.util.List;

/**
 * Thresholds of all test statistics of a reference. For the statistics discrepancy and typicality see
 * {@link io.realign.window.MmdStatistic}, for levels {@link DyadicWindows}.
 *
 * @param calibration calibrated threshold
 * @param eventDistribution null distribution of the typicality of single events
 * @param levelDistributions null distributions of each level, the shortest windows first
 * @param autocorrelationTime integrated autocorrelation time of the calibration data: rows per independent row, at
 *     least 1
 */
public record DriftThresholds(
        CalibratedThreshold calibration,
        NullDistribution eventDistribution,
        List<NullDistributions> levelDistributions,
        double autocorrelationTime) {
    public DriftThresholds {
        levelDistributions = List.copyOf(levelDistributions);
    }

    /** Returns the threshold of a level's discrepancy, as a z-score. */
    double discrepancyZScoreThreshold(int level) {
        return scoreThreshold(FalseAlarmAllocation.discrepancyShare(level));
    }

    /** Returns the two-sided threshold of a level's typicality, as a z-score. */
    double typicalityZScoreThreshold(int level) {
        return scoreThreshold(FalseAlarmAllocation.typicalityShare(level));
    }

    /** Returns the two-sided threshold of a single event's typicality, as a z-score. */
    double eventZScoreThreshold() {
        return scoreThreshold(FalseAlarmAllocation.eventShare());
    }

    /** Returns the threshold of a level's discrepancy, as a statistic. */
    public double maxDiscrepancy(int level) {
        return levelDistributions.get(level).discrepancy().statistic(discrepancyZScoreThreshold(level));
    }

    /** Returns the lower and the upper threshold of a level's typicality, as statistics. */
    public double[] typicalityBounds(int level) {
        return typicalityBounds(levelDistributions.get(level).typicality(), typicalityZScoreThreshold(level));
    }

    /** Returns the lower and the upper threshold of a single event's typicality, as statistics. */
    public double[] eventTypicalityBounds() {
        return typicalityBounds(eventDistribution, eventZScoreThreshold());
    }

    /** Returns the null distributions of the highest level that has windows of at most {@code length} events. */
    NullDistributions distributionsFor(int length) {
        int level = 0;
        while (level < levelDistributions.size() - 1 && DyadicWindows.minLength(level + 1) <= length) {
            level++;
        }
        return levelDistributions.get(level);
    }

    private double scoreThreshold(double falseAlarmShare) {
        return FalseAlarmAllocation.zScore(calibration.threshold(), falseAlarmShare);
    }

    private static double[] typicalityBounds(NullDistribution distribution, double threshold) {
        return new double[] {distribution.statistic(-threshold), distribution.statistic(threshold)};
    }
}
