package io.realign.learning.distance;

/**
 * A distance between two sets of rows and what chance makes of it.
 *
 * @param statistic the distance
 * @param criticalValue what it stays below in {@value #CONFIDENCE_LEVEL} of all cases if both sets come from one distribution
 * @param pValue how often chance makes it at least as large, above 0 to 1
 */
public record PermutationTestResult(double statistic, double criticalValue, double pValue) {
    /** Several distances are looked at side by side, so each may cry wolf only once in a hundred times. */
    public static final double CONFIDENCE_LEVEL = .99;

    /** The distance in multiples of what chance makes of it; below 1 chance explains it. Has no unit, whatever the rows have. */
    public double relativeToCriticalValue() {
        return criticalValue > 0 ? statistic / criticalValue : statistic > criticalValue ? Double.POSITIVE_INFINITY : 0;
    }

    /** Whether chance alone hardly explains it. */
    public boolean isSignificant() {
        return statistic > criticalValue;
    }
}
