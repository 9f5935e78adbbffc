package io.realign.learning.diagnosis;

/**
 * Where a value lies as long as there is nothing to say.
 *
 * @param low may be minus infinity
 * @param high may be infinity
 */
public record Band(double low, double high) {
    static Band atLeast(double low) {
        return new Band(low, Double.POSITIVE_INFINITY);
    }

    static Band atMost(double high) {
        return new Band(Double.NEGATIVE_INFINITY, high);
    }

    public boolean holds(double value) {
        return value >= low && value <= high;
    }
}
