package io.realign.window;

import java.util.Arrays;

/**
 * Sum and sum of squares of each standardised feature. Each value is rounded to a multiple of 1/GRID before it is added, so
 * merging is exactly associative and commutative. The arrays are shared, not copied, and must not be modified.
 *
 * @param first sum of each feature, in units of 1/{@value #GRID}
 * @param second sum of each squared feature, in units of 1/{@value #GRID}^2
 */
@SuppressWarnings("ArrayRecordComponent")
public record Moments(long[] first, long[] second) {
    /** Rounding steps per standard deviation. */
    static final int GRID = 1 << 8;

    public static Moments empty(int features) {
        return new Moments(new long[features], new long[features]);
    }

    /** Returns the moments of one row of standardised features. */
    static Moments of(float[] row) {
        Moments moments = empty(row.length);
        for (int i = 0; i < row.length; i++) {
            long value = Math.round((double) row[i] * GRID);
            moments.first[i] = value;
            moments.second[i] = value * value;
        }
        return moments;
    }

    Moments merge(Moments other) {
        return new Moments(sum(first, other.first), sum(second, other.second));
    }

    /** Returns the mean of a feature over {@code count} events, in standard deviations of the source. */
    public double mean(int feature, long count) {
        return (double) first[feature] / GRID / count;
    }

    /** Returns the unbiased variance of a feature over {@code count} events, 2 or more. */
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
}
