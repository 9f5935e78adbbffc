package io.realign.learning.distance;

/**
 * Distance between two sets of rows with its permutation test.
 *
 * @param statistic the distance
 * @param criticalValue its {@value #CONFIDENCE_LEVEL} quantile under the null hypothesis of one distribution
 * @param pValue probability of a distance at least as large under the null hypothesis, above 0
 */
public record PermutationTestResult(double statistic, double criticalValue, double pValue) {
    /** Allows 1 % false positives for each of several distances that are reported together. */
    public static final double CONFIDENCE_LEVEL = .99;

    /** The distance divided by the critical value; significant above 1. */
    public double relativeToCriticalValue() {
        return criticalValue > 0 ? statistic / criticalValue : statistic > criticalValue ? Double.POSITIVE_INFINITY : 0;
    }

    public boolean isSignificant() {
        return statistic > criticalValue;
    }
}
