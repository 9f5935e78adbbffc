package io.realign.learning.input;

import java.util.Arrays;
import java.util.stream.IntStream;

/** {@code sign(x) ln(1 + |x|)}, a logarithm for positive and negative values that differ by orders of magnitude. */
final class SignedLog {
    private static final double MIN_SKEWNESS_REDUCTION = .3;

    private SignedLog() {}

    static float of(float x) {
        return (float) Math.copySign(Math.log1p(Math.abs((double) x)), x);
    }

    /**
     * Whether the logarithm reduces the median of the features' absolute skewness by at least {@value #MIN_SKEWNESS_REDUCTION}.
     * Constant features are ignored.
     *
     * @param rows finite rows of the same width
     */
    static boolean reducesSkewness(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        double[] column = new double[rows.length];
        double[] rawSkewness = new double[width];
        double[] logSkewness = new double[width];
        for (int i = 0; i < width; i++) {
            int feature = i;
            Arrays.setAll(column, row -> rows[row][feature]);
            rawSkewness[i] = absoluteSkewness(column);
            Arrays.setAll(column, row -> of(rows[row][feature]));
            logSkewness[i] = absoluteSkewness(column);
        }
        int[] varying = IntStream.range(0, width)
                .filter(i -> Double.isFinite(rawSkewness[i]) && Double.isFinite(logSkewness[i]))
                .toArray();
        return varying.length > 0
                && median(rawSkewness, varying) - median(logSkewness, varying) >= MIN_SKEWNESS_REDUCTION;
    }

    /** Returns NaN for a constant column. */
    private static double absoluteSkewness(double[] column) {
        double mean = Arrays.stream(column).average().orElse(0);
        double second = 0;
        double third = 0;
        for (double value : column) {
            double offset = value - mean;
            second += offset * offset / column.length;
            third += offset * offset * offset / column.length;
        }
        double deviation = Math.sqrt(second);
        return deviation <= Math.ulp((float) mean) ? Double.NaN : Math.abs(third / (second * deviation));
    }

    private static double median(double[] values, int[] indices) {
        double[] sorted =
                Arrays.stream(indices).mapToDouble(i -> values[i]).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
