package io.realign.learning.diagnosis;

/** Range of a value if there is no problem. The limits may be infinite. */
public record ExpectedRange(double min, double max) {
    static ExpectedRange atLeast(double min) {
        return new ExpectedRange(min, Double.POSITIVE_INFINITY);
    }

    static ExpectedRange atMost(double max) {
        return new ExpectedRange(Double.NEGATIVE_INFINITY, max);
    }

    public boolean contains(double value) {
        return value >= min && value <= max;
    }
}
