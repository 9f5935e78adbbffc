package io.realign.alert;

import io.realign.window.DyadicWindows;
import java.util.List;

/**
 * Thresholds of all test statistics of a reference.
 *
 * @param calibration calibrated threshold
 * @param eventDistribution null distribution of the typicality of single events
 * @param levelDistributions null distributions of the windows of each level, the shortest first
 * @param autocorrelationTime rows per independent row in the calibration data, from 1
 */
public record DriftThresholds(
        CalibratedThreshold calibration,
        NullDistribution eventDistribution,
        List<NullDistributions> levelDistributions,
        double autocorrelationTime) {
    public DriftThresholds {
        levelDistributions = List.copyOf(levelDistributions);
    }

    /** Returns the threshold of a level's discrepancy, as a normal score. */
    double discrepancyThreshold(int level) {
        return scoreThreshold(FalseAlarmAllocation.discrepancyShare(level));
    }

    /** Returns the two-sided threshold of a level's typicality, as a normal score. */
    double typicalityThreshold(int level) {
        return scoreThreshold(FalseAlarmAllocation.typicalityShare(level));
    }

    /** Returns the two-sided threshold of a single event's typicality, as a normal score. */
    double eventThreshold() {
        return scoreThreshold(FalseAlarmAllocation.eventShare());
    }

    /** Returns the threshold of a level's discrepancy. */
    public double maxDiscrepancy(int level) {
        return levelDistributions.get(level).discrepancy().statistic(discrepancyThreshold(level));
    }

    /** Returns the lower and upper threshold of a level's typicality. */
    public double[] typicalityBounds(int level) {
        return typicalityBounds(levelDistributions.get(level).typicality(), typicalityThreshold(level));
    }

    /** Returns the lower and upper threshold of a single event's typicality. */
    public double[] typicalityBounds() {
        return typicalityBounds(eventDistribution, eventThreshold());
    }

    /** Returns the null distributions of the level whose windows are closest to {@code length} events. */
    NullDistributions distributionsFor(int length) {
        int level = 0;
        while (level < levelDistributions.size() - 1 && DyadicWindows.minLength(level + 1) <= length) {
            level++;
        }
        return levelDistributions.get(level);
    }

    private double scoreThreshold(double share) {
        return FalseAlarmAllocation.normalScore(calibration.threshold(), share);
    }

    private static double[] typicalityBounds(NullDistribution distribution, double threshold) {
        return new double[] {distribution.statistic(-threshold), distribution.statistic(threshold)};
    }
}
