package io.realign.learning.input;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * {@code sign(x) ln(1 + |x|)}: draws in readings that differ by factors rather than by amounts, as those of sensors do.
 * About {@code x} near 0, and defined on both sides of it.
 */
final class SignedLog {
    /** How much less skewed the middle feature must become for the logarithm to be worth it. */
    private static final double MIN_SKEWNESS_REDUCTION = .3;

    private SignedLog() {}

    static float of(float x) {
        return (float) Math.copySign(Math.log1p(Math.abs((double) x)), x);
    }

    /**
     * Whether a table should be taken by its logarithms: they lower the median over its features of the absolute skewness
     * by {@value #MIN_SKEWNESS_REDUCTION} or more. Features that do not vary have no skewness and no say.
     *
     * @param rows all of the same width, all finite
     */
    static boolean reducesSkewness(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        double[] column = new double[rows.length];
        double[] raw = new double[width];
        double[] logged = new double[width];
        for (int i = 0; i < width; i++) {
            for (int row = 0; row < rows.length; row++) {
                column[row] = rows[row][i];
            }
            raw[i] = absoluteSkewness(column);
            for (int row = 0; row < rows.length; row++) {
                column[row] = of(rows[row][i]);
            }
            logged[i] = absoluteSkewness(column);
        }
        int[] varying = IntStream.range(0, width)
                .filter(i -> Double.isFinite(raw[i]) && Double.isFinite(logged[i]))
                .toArray();
        return varying.length > 0 && median(raw, varying) - median(logged, varying) >= MIN_SKEWNESS_REDUCTION;
    }

    /** The third central moment in units of the deviation; NaN if there is no spread. */
    private static double absoluteSkewness(double[] column) {
        double mean = Arrays.stream(column).average().orElse(0);
        double second = 0;
        double third = 0;
        for (double value : column) {
            double off = value - mean;
            second += off * off / column.length;
            third += off * off * off / column.length;
        }
        double deviation = Math.sqrt(second);
        return deviation <= Math.ulp((float) mean) ? Double.NaN : Math.abs(third / (second * deviation));
    }

    private static double median(double[] values, int[] chosen) {
        double[] sorted =
                Arrays.stream(chosen).mapToDouble(i -> values[i]).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
