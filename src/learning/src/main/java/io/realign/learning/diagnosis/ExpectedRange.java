package io.realign.learning.diagnosis;

/**
 * Where a value lies as long as there is nothing to say.
 *
 * @param min may be minus infinity
 * @param max may be infinity
 */
public record ExpectedRange(double min, double max) {
    static ExpectedRange atLeast(double low) {
        return new ExpectedRange(low, Double.POSITIVE_INFINITY);
    }

    static ExpectedRange atMost(double high) {
        return new ExpectedRange(Double.NEGATIVE_INFINITY, high);
    }

    public boolean contains(double value) {
        return value >= min && value <= max;
    }
}
