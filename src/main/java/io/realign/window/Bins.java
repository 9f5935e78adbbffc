package io.realign.window;

import java.util.Arrays;

/**
 * Equal bins by which two sets of values of one feature can be compared. The first and the last are open, so every value is
 * in one of them.
 *
 * @param low where the range begins
 * @param high where it ends, above {@code low}
 * @param count how many bins, 1 or more
 */
public record Bins(double low, double high, int count) {
    /** Of a set on either side: so few wild values shall not make the bins of all others wide. */
    private static final double TRIMMED_FRACTION = .005;

    /** Of a value that never varies, on either side. */
    private static final double MARGIN = .5;

    public Bins {
        if (!(low < high) || Double.isInfinite(high - low) || count < 1) {
            throw new IllegalArgumentException(
                    "expected a range that ends after it begins and at least 1 bin, got %s to %s and %d"
                            .formatted(low, high, count));
        }
    }

    /**
     * Bins over what lies between the quantiles .005 and .995 of either set: of the sets themselves and not of all values
     * together, for a small set that has moved would be nothing but the rest of a large one.
     *
     * @param one at least one finite value
     * @param other at least one finite value
     */
    public static Bins over(float[] one, float[] other, int count) {
        float[] first = sorted(one);
        float[] second = sorted(other);
        int under = trimmedCount(first);
        int below = trimmedCount(second);
        double low = Math.min(first[under], second[below]);
        double high = Math.max(first[first.length - 1 - under], second[second.length - 1 - below]);
        double margin = low < high ? 0 : Math.max(MARGIN, Math.ulp((float) low) * count);
        return new Bins(low - margin, high + margin, count);
    }

    /** How many values of a set lie beyond the range on either side. */
    private static int trimmedCount(float[] values) {
        return (int) (TRIMMED_FRACTION * (values.length - 1));
    }

    /**
     * How values spread over the bins, whatever order they come in.
     *
     * @param values at least one, all finite
     */
    public Histogram histogram(float... values) {
        float[] sorted = sorted(values);
        int[] counts = new int[count];
        double sum = 0;
        for (float value : sorted) {
            counts[bin(value)]++;
            sum += value;
        }
        double mean = sum / sorted.length;
        double squares = 0;
        for (float value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        return new Histogram(Arrays.stream(counts).boxed().toList(), mean, Math.sqrt(squares / sorted.length));
    }

    private int bin(float value) {
        int bin = (int) Math.floor((value - low) / (high - low) * count);
        return Math.max(0, Math.min(count - 1, bin));
    }

    /** In the order of the values, sums do not depend on the order in which these came. */
    private static float[] sorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        // Sorting puts what is no number at the end.
        if (sorted.length == 0 || !Float.isFinite(sorted[0]) || !Float.isFinite(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("expected at least one value, all finite, got "
                    + (sorted.length == 0 ? "none" : sorted[0] + " to " + sorted[sorted.length - 1]));
        }
        return sorted;
    }
}
