package io.realign.alert;

import io.realign.window.DyadicWindows;
import java.util.List;
import java.util.Optional;

/**
 * Thresholds of all test statistics of a reference. For the discrepancy see {@link io.realign.window.MmdStatistic}, for
 * levels {@link DyadicWindows}.
 *
 * @param calibration calibrated threshold, for the average run length that the reference supports
 * @param requestedArl requested average run length, which may be longer
 * @param discrepancies null distribution of the discrepancy of each level, the shortest windows first
 * @param typicality ranks and null distributions of the typicality of events
 * @param dependence ranks and null distributions of their conformity with the correlations of the source; empty if no
 *     features are correlated
 * @param featureSums moments of single features
 * @param rareEvents rare events and their limits
 * @param autocorrelationTime integrated autocorrelation time of the calibration data: rows per independent row, at
 *     least 1
 * @param differenceRatio squared differences of successive rows divided by those of distant rows, at most 1; 1 if the rows
 *     are independent, see {@link SuccessiveDifferences}
 */
public record DriftThresholds(
        CalibratedThreshold calibration,
        double requestedArl,
        List<NullDistribution> discrepancies,
        ScoreDistributions typicality,
        Optional<ScoreDistributions> dependence,
        FeatureSums featureSums,
        RareEventLimits rareEvents,
        double autocorrelationTime,
        double differenceRatio) {
    public DriftThresholds {
        discrepancies = List.copyOf(discrepancies);
    }

    /** Returns the number of levels. */
    public int levels() {
        return discrepancies.size();
    }

    StatisticLayout layout() {
        return new StatisticLayout(levels(), dependence.isPresent());
    }

    /** Returns the threshold of a statistic as a z-score, two-sided for sums of rank scores. */
    double zScoreThreshold(int statistic) {
        return FalseAlarmAllocation.zScore(calibration.threshold(), layout().share(statistic));
    }

    /**
     * Returns the drift score that is exceeded once per requested ARL, if a normal distribution extrapolates the
     * supported one; 1 if the reference supports the requested one.
     */
    double requestedArlScore() {
        double threshold = calibration.threshold();
        double ratio = Math.max(1, requestedArl / calibration.arl());
        return Math.sqrt(1 + 2 * Math.log(ratio) / (threshold * threshold));
    }

    /** Returns the number of reference events that support the requested average run length. */
    public double requiredEvents() {
        return requestedArl / ThresholdCalibrator.ARL_PER_EVENT * autocorrelationTime;
    }

    /** Returns the threshold of a level's discrepancy, as a statistic. */
    public double maxDiscrepancy(int level) {
        return discrepancies.get(level).statistic(zScoreThreshold(level));
    }

    /** Returns the lower and the upper threshold of a level's scaled sum of typicality scores. */
    public double[] typicalityBounds(int level) {
        int statistic = layout().typicality(level + 1);
        NullDistribution distribution = typicality.sums().get(level + 1);
        return new double[] {
            distribution.statistic(-zScoreThreshold(statistic)), distribution.statistic(zScoreThreshold(statistic))
        };
    }

    /** Returns the scalar of events of which low values are rare. */
    ScoreDistributions rarestScore() {
        return dependence.orElse(typicality);
    }

    /** Returns the index of the highest level that has windows of at most {@code length} events. */
    int levelFor(int length) {
        int level = 0;
        while (level < levels() - 1 && DyadicWindows.minLength(level + 1) <= length) {
            level++;
        }
        return level;
    }
}
