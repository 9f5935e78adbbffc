package io.realign.alert;

import io.realign.window.DyadicWindows;
import java.util.List;

/**
 * Where statistics stop being chance.
 *
 * @param calibration how the height was found
 * @param eventDistribution what chance does to the typicality of single events
 * @param levelDistributions what chance does to the windows of each level, the shortest first
 * @param autocorrelationTime how many of the rows that this was learnt from are worth an independent one, from 1
 */
public record DriftThresholds(
        CalibratedThreshold calibration,
        NullDistribution eventDistribution,
        List<NullDistributions> levelDistributions,
        double autocorrelationTime) {
    public DriftThresholds {
        levelDistributions = List.copyOf(levelDistributions);
    }

    /** The highest normal score of a level's discrepancy that is still chance. */
    double discrepancyThreshold(int level) {
        return scoreThreshold(FalseAlarmAllocation.discrepancyShare(level));
    }

    /** The highest normal score of a level's typicality, on either side, that is still chance. */
    double typicalityThreshold(int level) {
        return scoreThreshold(FalseAlarmAllocation.typicalityShare(level));
    }

    /** The highest normal score of a single event's typicality, on either side, that is still chance. */
    double eventThreshold() {
        return scoreThreshold(FalseAlarmAllocation.eventShare());
    }

    /** The highest discrepancy of a level that is still chance. */
    public double maxDiscrepancy(int level) {
        return levelDistributions.get(level).discrepancy().statistic(discrepancyThreshold(level));
    }

    /** The lowest and the highest typicality of a level that are still chance. */
    public double[] typicalityBounds(int level) {
        return typicalityBounds(levelDistributions.get(level).typicality(), typicalityThreshold(level));
    }

    /** The lowest and the highest typicality of a single event that are still chance. */
    public double[] typicalityBounds() {
        return typicalityBounds(eventDistribution, eventThreshold());
    }

    /** The laws of {@code length} events: those of the level which has windows of this length, or nearly. */
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

    private static double[] typicalityBounds(NullDistribution law, double height) {
        return new double[] {law.statistic(-height), law.statistic(height)};
    }
}
