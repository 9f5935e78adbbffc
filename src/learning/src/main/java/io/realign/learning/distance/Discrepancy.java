package io.realign.learning.distance;

/**
 * A distance between two sets of rows and what chance makes of it.
 *
 * @param value the distance
 * @param chance what it stays below in {@value #LEVEL} of all cases if both sets come from one distribution
 * @param p how often chance makes it at least as large, above 0 to 1
 */
public record Discrepancy(double value, double chance, double p) {
    /** Several distances are looked at side by side, so each may cry wolf only once in a hundred times. */
    public static final double LEVEL = .99;

    /** The distance in multiples of what chance makes of it; below 1 chance explains it. Has no unit, whatever the rows have. */
    public double overChance() {
        return chance > 0 ? value / chance : value > chance ? Double.POSITIVE_INFINITY : 0;
    }

    /** Whether chance alone hardly explains it. */
    public boolean real() {
        return value > chance;
    }
}
