package io.realign.learning.distance;

/**
 * Distance between two sets of rows with its permutation test.
 *
 * @param statistic the distance
 * @param criticalValue {@value #CONFIDENCE_LEVEL} quantile of the distance if both sets have the same distribution
 * @param pValue probability of a distance at least as large if both sets have the same distribution, above 0
 */
public record PermutationTestResult(double statistic, double criticalValue, double pValue) {
    /** High, because several distances are reported together. */
    public static final double CONFIDENCE_LEVEL = .99;

    /** The distance divided by the critical value; significant above 1. */
    public double relativeToCriticalValue() {
        return criticalValue > 0 ? statistic / criticalValue : statistic > criticalValue ? Double.POSITIVE_INFINITY : 0;
    }

    public boolean isSignificant() {
        return statistic > criticalValue;
    }
}
