package io.realign.window;

import java.util.Arrays;

/**
 * Bins of equal width for comparing two samples of one feature. The first and the last bin also count values beyond the
 * range.
 *
 * @param low lower end of the range
 * @param high upper end of the range, above {@code low}
 * @param count number of bins, 1 or more
 */
public record Bins(double low, double high, int count) {
    /** Fraction of a sample that is ignored at each end, so that outliers do not widen the bins. */
    private static final double TRIMMED_FRACTION = .005;

    /** Half width of the range of a constant feature. */
    private static final double MARGIN = .5;

    public Bins {
        if (!(low < high) || Double.isInfinite(high - low) || count < 1) {
            throw new IllegalArgumentException("expected low < high and at least 1 bin, got low %s, high %s and %d bins"
                    .formatted(low, high, count));
        }
    }

    /**
     * Creates bins that cover the quantiles .005 to .995 of each sample. Each sample has its own quantiles, since in a
     * pooled sample a small shifted sample would be trimmed as outliers.
     *
     * @param one at least one value, all finite
     * @param other at least one value, all finite
     */
    public static Bins over(float[] one, float[] other, int count) {
        float[] first = sorted(one);
        float[] second = sorted(other);
        int firstTrimmed = trimmedCount(first);
        int secondTrimmed = trimmedCount(second);
        double low = Math.min(first[firstTrimmed], second[secondTrimmed]);
        double high = Math.max(first[first.length - 1 - firstTrimmed], second[second.length - 1 - secondTrimmed]);
        // Around a huge constant, the range is widened until each bin spans at least one float.
        double margin = low < high ? 0 : Math.max(MARGIN, Math.ulp((float) low) * count);
        return new Bins(low - margin, high + margin, count);
    }

    private static int trimmedCount(float[] values) {
        return (int) (TRIMMED_FRACTION * (values.length - 1));
    }

    /**
     * Counts values per bin. The result does not depend on their order.
     *
     * @param values at least one, all finite
     */
    public Histogram histogram(float... values) {
        float[] sorted = sorted(values);
        int[] counts = new int[count];
        double sum = 0;
        for (float value : sorted) {
            int bin = (int) Math.floor((value - low) / (high - low) * count);
            counts[Math.max(0, Math.min(count - 1, bin))]++;
            sum += value;
        }
        double mean = sum / sorted.length;
        double squares = 0;
        for (float value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        return new Histogram(Arrays.stream(counts).boxed().toList(), mean, Math.sqrt(squares / sorted.length));
    }

    /** Returns a sorted copy, so that floating-point sums do not depend on the input order. */
    private static float[] sorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        // NaN is sorted to the end.
        if (sorted.length == 0 || !Float.isFinite(sorted[0]) || !Float.isFinite(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("expected at least one value, all finite, got "
                    + (sorted.length == 0 ? "none" : sorted[0] + " to " + sorted[sorted.length - 1]));
        }
        return sorted;
    }
}
