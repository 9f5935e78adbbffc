package io.realign.window;

/**
 * Maximum mean discrepancy: the distance between two mean embeddings, which is zero only if the distributions agree
 * (Gretton et al. 2012).
 */
public final class Mmd {
    private static final double SQUARED_GRID = (double) RandomFeatures.GRID * RandomFeatures.GRID;

    private Mmd() {}

    /**
     * By what the squared norm of a window's centred sum is multiplied to give the test statistic {@code n w / (n + w)
     * |mean - mean'|^2}, whose law without drift hardly depends on the two lengths.
     *
     * @param w events in the window
     * @param n events in the reference
     */
    public static double perSquaredNorm(long w, long n) {
        return (double) n / (n + w) / w / SQUARED_GRID;
    }

    /**
     * The same for windows of rows that the reference itself consists of: their sum cannot be as far from the mean of all.
     *
     * @param w events in the window
     * @param n events in the reference, more than in the window
     */
    public static double perSquaredNormWithin(long w, long n) {
        return (double) n / (n - w) / w / SQUARED_GRID;
    }

    /**
     * Unbiased estimate of the squared discrepancy, for people: about 0 without drift, at most 2.
     *
     * @param one sum of rows
     * @param w how many, at least 2
     * @param other sketch of other rows, at least 2
     * @param features how many of a row's values are random features
     */
    public static double unbiased(double[] one, long w, Sketch other, int features) {
        double[] sums = new double[features];
        for (int i = 0; i < features; i++) {
            sums[i] = other.sums()[i];
        }
        double across = dot(one, sums, features) / ((double) w * other.count());
        return within(one, w, features) + within(sums, other.count(), features) - 2 * across;
    }

    /** Mean kernel value of two different events; each event's with itself is 1. */
    private static double within(double[] sum, long count, int features) {
        return (dot(sum, sum, features) - count) / ((double) count * (count - 1));
    }

    private static double dot(double[] one, double[] other, int features) {
        double sum = 0;
        for (int i = 0; i < features; i++) {
            sum += one[i] * other[i];
        }
        return sum / SQUARED_GRID;
    }
}
