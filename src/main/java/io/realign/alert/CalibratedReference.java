package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.MmdStatistic;
import io.realign.window.RandomFeatures;
import io.realign.window.Reference;
import io.realign.window.Whitening;
import java.util.Optional;

/**
 * A reference with its thresholds. All thresholds are computed once, since every event is compared with them. For the
 * discrepancy see {@link MmdStatistic}, for levels {@link DyadicWindows}.
 */
public final class CalibratedReference {
    private final Reference reference;
    private final DriftThresholds thresholds;
    private final StatisticLayout layout;
    private final double[] zScoreThresholds;
    private final double[] maxDiscrepancies;
    private final ScoreSumTest typicality;
    private final Optional<ScoreSumTest> dependence;
    private final FeatureSumTest features;
    private final double typicalityDeviation;
    private final double differenceTime;
    private final long fingerprint;

    public CalibratedReference(Reference reference, DriftThresholds thresholds) {
        this.reference = reference;
        this.thresholds = thresholds;
        this.layout = thresholds.layout();
        this.zScoreThresholds = new double[layout.count()];
        for (int statistic = 0; statistic < zScoreThresholds.length; statistic++) {
            zScoreThresholds[statistic] = thresholds.zScoreThreshold(statistic);
        }
        this.maxDiscrepancies = new double[layout.levels()];
        int scoreIndex = width() - 2;
        int firstFeature = scoreIndex - thresholds.featureSums().count();
        this.typicality = new ScoreSumTest(thresholds.typicality(), scoreIndex, zScoreThresholds, layout.typicality(0));
        this.dependence = thresholds
                .dependence()
                .map(scores -> new ScoreSumTest(scores, scoreIndex + 1, zScoreThresholds, layout.dependence(0)));
        this.features = new FeatureSumTest(
                thresholds.featureSums(), firstFeature, reference.centre(), reference.count(), layout.levels());
        for (int level = 0; level < layout.levels(); level++) {
            maxDiscrepancies[level] = thresholds.discrepancies().get(level).statistic(zScoreThresholds[level]);
            if (features.isTested(level)) {
                features.limit(level, zScoreThresholds[layout.features(level)]);
            }
        }
        this.typicalityDeviation = thresholds.typicality().ranks().deviation() * Whitening.STEP / RandomFeatures.GRID;
        this.differenceTime = SuccessiveDifferences.time(thresholds.differenceRatio());
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

    /** Returns the autocorrelation time that follows from the successive differences of the reference, 1 or more. */
    double differenceTime() {
        return differenceTime;
    }

    /** Returns the number of values in a row. */
    int width() {
        return reference.sketch().sums().length;
    }

    int levels() {
        return layout.levels();
    }

    /** Returns a hash of the feature map, the name and the sketch of the reference, and the thresholds. */
    long fingerprint() {
        return fingerprint;
    }

    /** Whether the rows of the reference were computed by this map. Rows of different maps cannot be compared. */
    boolean usesMap(FeatureMap map) {
        return reference.sketch().mapFingerprint() == map.fingerprint();
    }

    ScoreSumTest typicality() {
        return typicality;
    }

    Optional<ScoreSumTest> dependence() {
        return dependence;
    }

    FeatureSumTest features() {
        return features;
    }

    /**
     * Writes the rank scores of a row to its last two positions.
     *
     * @return the scalar of which low values are rare
     */
    float score(float[] row, FeatureMap map) {
        float scalar = row[map.whitening().typicalityIndex()];
        row[map.typicalityScoreIndex()] = thresholds.typicality().ranks().score(scalar);
        if (dependence.isPresent()) {
            scalar = map.dependence(row);
            row[map.dependenceScoreIndex()] =
                    thresholds.dependence().orElseThrow().ranks().score(scalar);
        }
        return scalar;
    }

    /** Returns the squared norm at which the sum of a window with this typicality reaches the threshold. */
    double maxSquaredNorm(int level, int length, double typicalityOfSum) {
        return MmdStatistic.squaredNorm(maxDiscrepancies[level], typicalityOfSum, length, reference.count());
    }

    /**
     * Returns the drift score of the discrepancy of a level; above 1 if it exceeds its threshold.
     *
     * @param relativeTime autocorrelation time of the events divided by that of the reference, 1 or more
     */
    double discrepancyScore(DyadicWindows windows, int level, Whitening whitening, double relativeTime) {
        double discrepancy = MmdStatistic.discrepancy(
                windows.squaredNorm(level, whitening),
                windows.typicality(level, whitening),
                windows.length(level),
                reference.count());
        return thresholds.discrepancies().get(level).zScore(discrepancy / relativeTime) / zScoreThresholds[level];
    }

    /** Returns the z-score of the discrepancy of a window. */
    double discrepancyZScore(DyadicWindows.WindowSum window, Whitening whitening) {
        return thresholds
                .discrepancies()
                .get(thresholds.levelFor(window.length()))
                .zScore(MmdStatistic.discrepancy(
                        whitening.squaredNorm(window.sum()),
                        whitening.typicality(window.sum()),
                        window.length(),
                        reference.count()));
    }

    /**
     * Returns the drift score of the sums of single features of a level; above 1 if it exceeds its threshold.
     *
     * @param relativeTime autocorrelation time of the events divided by that of the reference, 1 or more
     */
    double featureScore(DyadicWindows windows, int level, double relativeTime) {
        return features.isTested(level)
                ? features.zScore(windows, level, relativeTime) / zScoreThresholds[layout.features(level)]
                : 0;
    }

    /**
     * Returns the larger z-score of discrepancy and typicality of {@code length} events.
     *
     * @param relativeAutocorrelationTime autocorrelation time of the events divided by that of the reference, 1 or more
     */
    double zScore(double squaredNorm, double typicalityOfSum, long length, double relativeAutocorrelationTime) {
        int level = thresholds.levelFor((int) Math.min(length, Integer.MAX_VALUE));
        double discrepancy = thresholds
                .discrepancies()
                .get(level)
                .zScore(MmdStatistic.discrepancy(squaredNorm, typicalityOfSum, length, reference.count())
                        / relativeAutocorrelationTime);
        double deviation = typicalityDeviation
                * thresholds.typicality().sums().get(level + 1).deviation()
                * Math.sqrt(relativeAutocorrelationTime);
        double typicalityScore = MmdStatistic.typicality(typicalityOfSum, length, reference.count()) / deviation;
        return Math.max(discrepancy, Math.abs(typicalityScore));
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
