package io.realign.learning.loss;

/**
 * Arithmetic on rows that lie one behind the other in an array. The compiler must not reorder sums of doubles, so four of
 * them run side by side; the order is fixed, and so are the bits of the result.
 */
final class Vectors {
    private Vectors() {}

    static double dot(double[] a, int from, double[] b, int other, int width) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < width; i += 4) {
            s0 += a[from + i] * b[other + i];
            s1 += a[from + i + 1] * b[other + i + 1];
            s2 += a[from + i + 2] * b[other + i + 2];
            s3 += a[from + i + 3] * b[other + i + 3];
        }
        for (; i < width; i++) {
            s0 += a[from + i] * b[other + i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    static double squaredDistance(double[] a, int from, int other, int width) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < width; i += 4) {
            s0 += square(a[from + i] - a[other + i]);
            s1 += square(a[from + i + 1] - a[other + i + 1]);
            s2 += square(a[from + i + 2] - a[other + i + 2]);
            s3 += square(a[from + i + 3] - a[other + i + 3]);
        }
        for (; i < width; i++) {
            s0 += square(a[from + i] - a[other + i]);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double square(double value) {
        return value * value;
    }

    /** {@code sum += factor * row}; the arrays are different ones. */
    static void add(double[] sum, int into, double factor, double[] row, int from, int width) {
        for (int i = 0; i < width; i++) {
            sum[into + i] += factor * row[from + i];
        }
    }

    /** {@code sum += factor * (row - other)}; the arrays are different ones. */
    static void addDifference(double[] sum, int into, double factor, double[] rows, int from, int other, int width) {
        for (int i = 0; i < width; i++) {
            sum[into + i] += factor * (rows[from + i] - rows[other + i]);
        }
    }
}
