package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.MmdStatistic;
import io.realign.window.Reference;
import io.realign.window.Whitening;

/**
 * A reference with its thresholds. All limits are computed once, since every event is compared with them.
 */
public final class CalibratedReference {
    private final Reference reference;
    private final DriftThresholds thresholds;
    private final double[] discrepancyThresholds;
    private final double[] maxDiscrepancies;
    private final double[] typicalityThresholds;
    private final double[][] typicalityBounds;
    private final double eventThreshold;
    private final double[] eventTypicalityBounds;
    private final long fingerprint;

    public CalibratedReference(Reference reference, DriftThresholds thresholds) {
        this.reference = reference;
        this.thresholds = thresholds;
        this.maxDiscrepancies = new double[thresholds.levelDistributions().size()];
        this.discrepancyThresholds = new double[maxDiscrepancies.length];
        this.typicalityBounds = new double[maxDiscrepancies.length][];
        this.typicalityThresholds = new double[maxDiscrepancies.length];
        for (int level = 0; level < maxDiscrepancies.length; level++) {
            discrepancyThresholds[level] = thresholds.discrepancyThreshold(level);
            maxDiscrepancies[level] = thresholds.maxDiscrepancy(level);
            typicalityThresholds[level] = thresholds.typicalityThreshold(level);
            typicalityBounds[level] = thresholds.typicalityBounds(level);
        }
        this.eventThreshold = thresholds.eventThreshold();
        this.eventTypicalityBounds = thresholds.typicalityBounds();
        this.fingerprint = 31 * (31 * reference.sketch().mapFingerprint() + reference.hashCode())
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

    /** Returns a hash of the feature map, the name and the sketch of the reference. Thresholds are not part of it. */
    long fingerprint() {
        return fingerprint;
    }

    /** Whether the rows of the reference were created by this map; rows of other maps are not comparable. */
    boolean usesMap(FeatureMap map) {
        return reference.sketch().mapFingerprint() == map.fingerprint();
    }

    /** Returns the maximum squared norm of a window's sum below the threshold, for a window of this typicality. */
    double maxSquaredNorm(int level, int length, double typicality) {
        return MmdStatistic.squaredNorm(maxDiscrepancies[level], typicality, length, reference.count());
    }

    /** Returns the minimum typicality of a window's sum within the threshold. */
    double minTypicality(int level, int length) {
        return MmdStatistic.typicalityOfSum(typicalityBounds[level][0], length, reference.count());
    }

    /** Returns the maximum typicality of a window's sum within the threshold. */
    double maxTypicality(int level, int length) {
        return MmdStatistic.typicalityOfSum(typicalityBounds[level][1], length, reference.count());
    }

    /** Whether the typicality of a single event is beyond the threshold. */
    boolean isOutlier(double typicality) {
        double statistic = MmdStatistic.typicality(typicality, 1, reference.count());
        return statistic < eventTypicalityBounds[0] || statistic > eventTypicalityBounds[1];
    }

    /** Returns the score of a single event of this typicality; above 1 is a suspicion. */
    double score(double typicality) {
        return Math.abs(thresholds
                        .eventDistribution()
                        .normalScore(MmdStatistic.typicality(typicality, 1, reference.count())))
                / eventThreshold;
    }

    /** Returns the score of the current window of a level; above 1 is a suspicion. */
    double score(DyadicWindows windows, int level, Whitening whitening) {
        int length = windows.length(level);
        double typicality = windows.typicality(level, whitening);
        double discrepancy =
                MmdStatistic.discrepancy(windows.squaredNorm(level, whitening), typicality, length, reference.count());
        NullDistributions distributions = thresholds.levelDistributions().get(level);
        return Math.max(
                distributions.discrepancy().normalScore(discrepancy) / discrepancyThresholds[level],
                Math.abs(distributions
                                .typicality()
                                .normalScore(MmdStatistic.typicality(typicality, length, reference.count())))
                        / typicalityThresholds[level]);
    }

    /** Returns the larger normal score of discrepancy and typicality of {@code length} events. */
    double normalScore(double squaredNorm, double typicality, long length) {
        return normalScore(squaredNorm, typicality, length, 1);
    }

    /**
     * Returns the larger normal score of discrepancy and typicality of correlated events.
     *
     * @param excess autocorrelation time of the events relative to the reference, from 1
     */
    double normalScore(double squaredNorm, double typicality, long length, double excess) {
        return thresholds
                .distributionsFor((int) Math.min(length, Integer.MAX_VALUE))
                .normalScore(
                        MmdStatistic.discrepancy(squaredNorm, typicality, length, reference.count()) / excess,
                        MmdStatistic.typicality(typicality, length, reference.count()) / Math.sqrt(excess));
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
