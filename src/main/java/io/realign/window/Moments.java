package io.realign.window;

import java.util.Arrays;

/**
 * Sums of each feature and of its square, after standardisation. The summands are rounded to whole numbers, so merging is
 * associative and commutative to the last bit.
 *
 * <p>The arrays are shared, not copied: moments are made once and then only read.
 *
 * @param first sum of each feature, in units of 1/{@value #GRID}
 * @param second sum of each feature's square, in units of 1/{@value #GRID}^2
 */
@SuppressWarnings("ArrayRecordComponent")
public record Moments(long[] first, long[] second) {
    /** Steps of the grid in one deviation. */
    static final int GRID = 1 << 8;

    /** The moments of no events. */
    public static Moments empty(int features) {
        return new Moments(new long[features], new long[features]);
    }

    /** The moments of one event, standardised. */
    static Moments of(float[] row) {
        Moments moments = empty(row.length);
        for (int i = 0; i < row.length; i++) {
            long value = Math.round((double) row[i] * GRID);
            moments.first[i] = value;
            moments.second[i] = value * value;
        }
        return moments;
    }

    /** The moments of both. */
    Moments merge(Moments other) {
        return new Moments(sum(first, other.first), sum(second, other.second));
    }

    /** Mean of a feature over {@code count} events, in deviations of the source. */
    public double mean(int feature, long count) {
        return (double) first[feature] / GRID / count;
    }

    /** Unbiased variance of a feature over {@code count} events, 2 or more. */
    public double variance(int feature, long count) {
        double mean = (double) first[feature] / count;
        double sum = second[feature] - count * mean * mean;
        return Math.max(0, sum) / (count - 1) / ((double) GRID * GRID);
    }

    private static long[] sum(long[] one, long[] other) {
        long[] sum = new long[one.length];
        Arrays.setAll(sum, i -> one[i] + other[i]);
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moments moments
                && Arrays.equals(first, moments.first)
                && Arrays.equals(second, moments.second);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(first) + Arrays.hashCode(second);
    }

    @Override
    public String toString() {
        return "Moments[" + first.length + "]";
    }
}
