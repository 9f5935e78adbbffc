package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.MmdStatistic;
import io.realign.window.Reference;
import io.realign.window.Whitening;

/**
 * A state that a domain can be in: what its events look like there, and how much difference from that is chance.
 *
 * <p>Heights and limits are worked out once, because every event is held against them.
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

    public CalibratedReference(Reference reference, DriftThresholds threshold) {
        this.reference = reference;
        this.thresholds = threshold;
        this.maxDiscrepancies = new double[threshold.levelDistributions().size()];
        this.discrepancyThresholds = new double[maxDiscrepancies.length];
        this.typicalityBounds = new double[maxDiscrepancies.length][];
        this.typicalityThresholds = new double[maxDiscrepancies.length];
        for (int level = 0; level < maxDiscrepancies.length; level++) {
            discrepancyThresholds[level] = threshold.discrepancyThreshold(level);
            maxDiscrepancies[level] = threshold.maxDiscrepancy(level);
            typicalityThresholds[level] = threshold.typicalityThreshold(level);
            typicalityBounds[level] = threshold.typicalityBounds(level);
        }
        this.eventThreshold = threshold.eventThreshold();
        this.eventTypicalityBounds = threshold.typicalityBounds();
        this.fingerprint = 31 * (31 * reference.sketch().mapFingerprint() + reference.hashCode())
                + reference.sketch().hashCode();
    }

    public Reference reference() {
        return reference;
    }

    public DriftThresholds thresholds() {
        return thresholds;
    }

    /** Values in a row. */
    int width() {
        return reference.sketch().sums().length;
    }

    int levels() {
        return maxDiscrepancies.length;
    }

    /** The same for equal regimes, and in practice for no others. */
    long fingerprint() {
        return fingerprint;
    }

    /** Whether its rows were made by this map; others cannot be compared with them. */
    boolean usesMap(FeatureMap map) {
        return reference.sketch().mapFingerprint() == map.fingerprint();
    }

    /** The highest squared norm of a window's sum that is still chance, for a window of this typicality. */
    double maxSquaredNorm(int level, int length, double typicality) {
        return MmdStatistic.squaredNorm(maxDiscrepancies[level], typicality, length, reference.count());
    }

    /** The lowest typicality of a window's sum that is still chance. */
    double minTypicality(int level, int length) {
        return MmdStatistic.typicalityOfSum(typicalityBounds[level][0], length, reference.count());
    }

    /** The highest typicality of a window's sum that is still chance. */
    double maxTypicality(int level, int length) {
        return MmdStatistic.typicalityOfSum(typicalityBounds[level][1], length, reference.count());
    }

    /** Whether a single event of this typicality is more than chance. */
    boolean isOutlier(double typicality) {
        double statistic = MmdStatistic.typicality(typicality, 1, reference.count());
        return statistic < eventTypicalityBounds[0] || statistic > eventTypicalityBounds[1];
    }

    /** The score of a single event of this typicality; above 1 is an alarm. */
    double score(double typicality) {
        return Math.abs(thresholds
                        .eventDistribution()
                        .normalScore(MmdStatistic.typicality(typicality, 1, reference.count())))
                / eventThreshold;
    }

    /** The score of a level's window at present; above 1 is an alarm. */
    double score(DyadicWindows windows, int level, Whitening whitening) {
        int length = windows.length(level);
        double typicality = windows.typicality(level, whitening);
        double discrepancy =
                MmdStatistic.discrepancy(windows.squaredNorm(level, whitening), typicality, length, reference.count());
        NullDistributions laws = thresholds.levelDistributions().get(level);
        return Math.max(
                laws.discrepancy().normalScore(discrepancy) / discrepancyThresholds[level],
                Math.abs(laws.typicality().normalScore(MmdStatistic.typicality(typicality, length, reference.count())))
                        / typicalityThresholds[level]);
    }

    /** How far {@code length} events are away, as the higher normal score of discrepancy and typicality. */
    double normalScore(double squaredNorm, double typicality, long length) {
        return normalScore(squaredNorm, typicality, length, 1);
    }

    /**
     * The same of events that depend on each other.
     *
     * @param excess how many times as many as in the reference are worth an independent one, from 1
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
        return other instanceof CalibratedReference regime
                && reference.equals(regime.reference)
                && thresholds.equals(regime.thresholds);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }

    @Override
    public String toString() {
        return "Regime[" + reference + "]";
    }
}
