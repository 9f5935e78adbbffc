package io.realign.learning.loss;

/**
 * Row operations that the compiler vectorises. The compiler may not reorder a sum of doubles, and therefore cannot vectorise
 * it. Sums here use four accumulators, which it can vectorise. Their order is fixed, so every machine computes the same bits.
 */
final class RowArithmetic {
    private RowArithmetic() {}

    static double[][] toRows(double[] values, int width) {
        double[][] rows = new double[values.length / width][width];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(values, row * width, rows[row], 0, width);
        }
        return rows;
    }

    /** Adds each value of the rows to the value at the same position of {@code sum}, which holds the rows concatenated. */
    static void addToFlat(double[] sum, double[][] rows) {
        int i = 0;
        for (double[] row : rows) {
            for (double value : row) {
                sum[i++] += value;
            }
        }
    }

    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    static double squaredDistance(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += square(a[i] - b[i]);
            s1 += square(a[i + 1] - b[i + 1]);
            s2 += square(a[i + 2] - b[i + 2]);
            s3 += square(a[i + 3] - b[i + 3]);
        }
        for (; i < a.length; i++) {
            s0 += square(a[i] - b[i]);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double square(double value) {
        return value * value;
    }

    /** {@code sum += factor * row}. */
    static void addScaled(double[] sum, double factor, double[] row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * row[i];
        }
    }

    /** {@code sum += factor * (row - other)}. */
    static void addScaledDifference(double[] sum, double factor, double[] row, double[] other) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * (row[i] - other[i]);
        }
    }
}
