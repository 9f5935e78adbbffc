package io.realign.alert;

import io.realign.window.FeatureMap;
import java.util.Arrays;

/**
 * Moments of the scaled features and their squares in the reference, with which sums over a window are compared one by
 * one. A change of a single feature disappears in a distance over all features.
 *
 * <p>The sum of a window is standardised and corrected for skewness (see {@link NullDistribution}) and for the error of the
 * estimated deviation, like a Student t statistic (Wallace 1959). The most extreme of
 * {@code d} features counts as its probability times {@code 2 d} (Bonferroni). The arrays are shared, not copied.
 *
 * @param means mean of each value, in units of 1/{@link FeatureMap#SCALED_GRID}
 * @param deviations standard deviation of each value, in the same unit; 0 for values that are not tested
 * @param skewness skewness of each value
 * @param degreesOfFreedom precision of the variance of each value: degrees of freedom of a chi-squared variable with the same
 *     relative error, positive
 */
@SuppressWarnings("ArrayRecordComponent")
public record FeatureSums(float[] means, float[] deviations, float[] skewness, float[] degreesOfFreedom) {
    /** Shortest window whose sums are tested. */
    static final int MIN_LENGTH = 16;

    /** A sum with a larger skewness is not tested, since the correction would be inaccurate. */
    private static final double MAX_SKEWNESS = 0.5;

    /**
     * Computes the moments.
     *
     * @param rows at least 2 rows
     */
    static FeatureSums of(float[][] rows, FeatureMap map) {
        int count = map.scaledFeatures() + map.squaredFeatures();
        float[] means = new float[count];
        float[] deviations = new float[count];
        float[] skewness = new float[count];
        float[] degreesOfFreedom = new float[count];
        for (int i = 0; i < count; i++) {
            int index = map.scaledIndex() + i;
            double mean =
                    Arrays.stream(rows).mapToDouble(row -> row[index]).average().orElseThrow();
            double squares = 0;
            double cubes = 0;
            double fourths = 0;
            for (float[] row : rows) {
                double centred = row[index] - mean;
                squares += centred * centred;
                cubes += centred * centred * centred;
                fourths += centred * centred * centred * centred;
            }
            double deviation = Math.sqrt(squares / (rows.length - 1));
            means[i] = (float) mean;
            degreesOfFreedom[i] = rows.length;
            // The square of a feature with two values has no information of its own.
            if (deviation > 0 && (i < map.scaledFeatures() || !hasTwoValues(rows, index))) {
                deviations[i] = (float) deviation;
                skewness[i] = (float) (cubes / rows.length / (deviation * deviation * deviation));
                double kurtosis = fourths / rows.length / (deviation * deviation * deviation * deviation);
                degreesOfFreedom[i] = (float) (2 * rows.length / Math.max(2, kurtosis - 1));
            }
        }
        return new FeatureSums(means, deviations, skewness, degreesOfFreedom);
    }

    /** Returns moments for dependent events: deviations are multiplied by the given factors. */
    FeatureSums scaleDeviations(double[] factors) {
        float[] scaled = new float[count()];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (deviations[i] * factors[i]);
        }
        return new FeatureSums(means, scaled, skewness, degreesOfFreedom);
    }

    private static boolean hasTwoValues(float[][] rows, int index) {
        return Arrays.stream(rows)
                        .mapToDouble(row -> row[index])
                        .distinct()
                        .limit(3)
                        .count()
                <= 2;
    }

    int count() {
        return means.length;
    }

    /** Returns the number of values that are tested in a window of this length. */
    int tested(int length, long referenceCount) {
        int tested = 0;
        for (int i = 0; i < count(); i++) {
            tested += isTested(i, length, referenceCount) ? 1 : 0;
        }
        return tested;
    }

    boolean isTested(int i, int length, long referenceCount) {
        return deviations[i] > 0 && Math.abs(skewnessOfSum(i, length, referenceCount)) <= MAX_SKEWNESS;
    }

    /**
     * Returns the skewness of the difference between the sum of a window and {@code length} reference means.
     *
     * @param referenceCount rows of the reference, negative if the window is drawn from them without replacement
     */
    private double skewnessOfSum(int i, int length, long referenceCount) {
        double ratio = (double) length / referenceCount;
        double factor = referenceCount > 0 ? 1 - ratio : 1 + 2 * ratio;
        return skewness[i] * factor / Math.sqrt(length * (1 + ratio));
    }

    /**
     * Returns the z-score of a sum.
     *
     * @param standardised sum after subtraction of the means, divided by its standard deviation
     */
    double zScore(int i, double standardised, int length, long referenceCount) {
        double zScore = new NullDistribution(0, 1, skewnessOfSum(i, length, referenceCount)).zScore(standardised);
        if (referenceCount < 0) {
            return zScore;
        }
        double freedom = degreesOfFreedom[i];
        return Math.copySign(Math.sqrt(freedom * Math.log1p(zScore * zScore / freedom)), zScore);
    }

    /** Returns the standardised sum with a z-score, see {@link #zScore}. */
    double standardised(int i, double zScore, int length, long referenceCount) {
        double freedom = degreesOfFreedom[i];
        double normal = referenceCount < 0
                ? zScore
                : Math.copySign(Math.sqrt(freedom * Math.expm1(zScore * zScore / freedom)), zScore);
        return new NullDistribution(0, 1, skewnessOfSum(i, length, referenceCount)).statistic(normal);
    }

    /** Returns the factor that standardises a sum after division by the deviation. */
    static double scale(int length, long referenceCount) {
        return Math.sqrt((double) referenceCount / (referenceCount + length) / length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureSums sums
                && Arrays.equals(means, sums.means)
                && Arrays.equals(deviations, sums.deviations)
                && Arrays.equals(skewness, sums.skewness)
                && Arrays.equals(degreesOfFreedom, sums.degreesOfFreedom);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(means) + Arrays.hashCode(deviations)) + Arrays.hashCode(skewness);
    }
}
