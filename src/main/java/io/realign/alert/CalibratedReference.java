package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.MmdStatistic;
import io.realign.window.Reference;
import io.realign.window.Whitening;

/**
 * A reference with its thresholds. All thresholds are computed once, since every event is compared with them. For the
 * statistics discrepancy and typicality see {@link MmdStatistic}, for levels {@link DyadicWindows}.
 */
public final class CalibratedReference {
    private final Reference reference;
    private final DriftThresholds thresholds;
    private final double[] discrepancyZScoreThresholds;
    private final double[] maxDiscrepancies;
    private final double[] typicalityZScoreThresholds;
    private final double[][] typicalityBounds;
    private final double eventZScoreThreshold;
    private final double[] eventTypicalityBounds;
    private final long fingerprint;

    public CalibratedReference(Reference reference, DriftThresholds thresholds) {
        this.reference = reference;
        this.thresholds = thresholds;
        this.maxDiscrepancies = new double[thresholds.levelDistributions().size()];
        this.discrepancyZScoreThresholds = new double[maxDiscrepancies.length];
        this.typicalityBounds = new double[maxDiscrepancies.length][];
        this.typicalityZScoreThresholds = new double[maxDiscrepancies.length];
        for (int level = 0; level < maxDiscrepancies.length; level++) {
            discrepancyZScoreThresholds[level] = thresholds.discrepancyZScoreThreshold(level);
            maxDiscrepancies[level] = thresholds.maxDiscrepancy(level);
            typicalityZScoreThresholds[level] = thresholds.typicalityZScoreThreshold(level);
            typicalityBounds[level] = thresholds.typicalityBounds(level);
        }
        this.eventZScoreThreshold = thresholds.eventZScoreThreshold();
        this.eventTypicalityBounds = thresholds.eventTypicalityBounds();
        this.fingerprint =
                31 * (31 * (31 * reference.sketch().mapFingerprint() + reference.hashCode()) + thresholds.hashCode())
                        + reference.sketch().hashCode();
    }

    public Reference reference() {
        return reference;
    }

    public DriftThresholds thresholds() {
        return thresholds;
    }

    /** Returns the number of values in a row. */
    int width() {
        return reference.sketch().sums().length;
    }

    int levels() {
        return maxDiscrepancies.length;
    }

    /** Returns a hash of the feature map, the name and the sketch of the reference, and the thresholds. */
    long fingerprint() {
        return fingerprint;
    }

    /** Whether the rows of the reference were computed by this map. Rows of different maps cannot be compared. */
    boolean usesMap(FeatureMap map) {
        return reference.sketch().mapFingerprint() == map.fingerprint();
    }

    /** Returns the squared norm at which the sum of a window with this typicality reaches the threshold. */
    double maxSquaredNorm(int level, int length, double typicality) {
        return MmdStatistic.squaredNorm(maxDiscrepancies[level], typicality, length, reference.count());
    }

    /** Returns the lower threshold of the typicality of a window's sum. */
    double minTypicality(int level, int length) {
        return MmdStatistic.typicalityOfSum(typicalityBounds[level][0], length, reference.count());
    }

    /** Returns the upper threshold of the typicality of a window's sum. */
    double maxTypicality(int level, int length) {
        return MmdStatistic.typicalityOfSum(typicalityBounds[level][1], length, reference.count());
    }

    /** Whether the typicality of a single event exceeds a threshold. */
    boolean isOutlier(double typicality) {
        double statistic = MmdStatistic.typicality(typicality, 1, reference.count());
        return statistic < eventTypicalityBounds[0] || statistic > eventTypicalityBounds[1];
    }

    /** Returns the drift score of a single event with this typicality; above 1 if it exceeds the threshold. */
    double score(double typicality) {
        return Math.abs(thresholds
                        .eventDistribution()
                        .zScore(MmdStatistic.typicality(typicality, 1, reference.count())))
                / eventZScoreThreshold;
    }

    /** Returns the drift score of the current window of a level; above 1 if it exceeds a threshold. */
    double score(DyadicWindows windows, int level, Whitening whitening) {
        int length = windows.length(level);
        double typicality = windows.typicality(level, whitening);
        double discrepancy =
                MmdStatistic.discrepancy(windows.squaredNorm(level, whitening), typicality, length, reference.count());
        NullDistributions distributions = thresholds.levelDistributions().get(level);
        return Math.max(
                distributions.discrepancy().zScore(discrepancy) / discrepancyZScoreThresholds[level],
                Math.abs(distributions
                                .typicality()
                                .zScore(MmdStatistic.typicality(typicality, length, reference.count())))
                        / typicalityZScoreThresholds[level]);
    }

    /**
     * Returns the larger z-score of discrepancy and typicality of {@code length} events.
     *
     * @param relativeAutocorrelationTime autocorrelation time of the events divided by that of the reference, 1 or more
     */
    double zScore(double squaredNorm, double typicality, long length, double relativeAutocorrelationTime) {
        return thresholds
                .distributionsFor((int) Math.min(length, Integer.MAX_VALUE))
                .zScore(
                        MmdStatistic.discrepancy(squaredNorm, typicality, length, reference.count())
                                / relativeAutocorrelationTime,
                        MmdStatistic.typicality(typicality, length, reference.count())
                                / Math.sqrt(relativeAutocorrelationTime));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalibratedReference calibrated
                && reference.equals(calibrated.reference)
                && thresholds.equals(calibrated.thresholds);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }
}
