package io.realign.window;

/**
 * Test statistics of a window. The discrepancy is based on the maximum mean discrepancy (MMD): the distance between two
 * kernel mean embeddings, zero only for equal distributions (Gretton et al. 2012). The typicality is defined in
 * {@link Whitening}.
 */
public final class MmdStatistic {
    private static final double SQUARED_GRID = (double) RandomFeatures.GRID * RandomFeatures.GRID;

    private MmdStatistic() {}

    /**
     * Returns the discrepancy of a window: {@code n w / (n + w) |mean - mean'|^2} without the kernel values of the
     * window's events with themselves. Up to a constant this is the unbiased estimate (Gretton et al. 2012, lemma 6)
     * times {@code n (w - 1) / (n + w)}. Its null distribution hardly depends on n and w.
     *
     * @param squaredNorm whitened squared norm of the window's centred sum
     * @param typicality typicality of the window's centred sum
     * @param w events in the window
     * @param n events in the reference; negative if the window was drawn from the reference itself, which reduces the
     *     variance of its sum
     */
    public static double discrepancy(double squaredNorm, double typicality, long w, long n) {
        return (squaredNorm + squaredNormPerTypicality() * typicality) * scale(w, n) / SQUARED_GRID;
    }

    /**
     * Returns the squared norm that gives a discrepancy.
     *
     * @param statistic as returned by {@link #discrepancy}
     */
    public static double squaredNorm(double statistic, double typicality, long w, long n) {
        return statistic * SQUARED_GRID / scale(w, n) - squaredNormPerTypicality() * typicality;
    }

    /** Returns the increase of the squared norm that has the same effect on the discrepancy as a typicality of 1. */
    public static double squaredNormPerTypicality() {
        return 2 * RandomFeatures.GRID;
    }

    /**
     * Scales the typicality of a window's centred sum so that its null distribution hardly depends on n and w.
     *
     * @param w events in the window
     * @param n events in the reference, possibly negative, see {@link #discrepancy}
     */
    public static double typicality(double typicality, long w, long n) {
        return typicality * Math.sqrt(scale(w, n)) / RandomFeatures.GRID;
    }

    /** Returns the typicality of a centred sum that {@link #typicality} scales to a statistic. */
    public static double typicalityOfSum(double statistic, long w, long n) {
        return statistic / Math.sqrt(scale(w, n)) * RandomFeatures.GRID;
    }

    private static double scale(long w, long n) {
        return (double) n / (n + w) / w;
    }

    /**
     * Returns the unbiased estimate of the squared MMD, without whitening: about 0 without drift, at most 2.
     *
     * @param centred sum of the window's rows, after subtracting the centre of the reference from each row
     * @param w events in the window, at least 2
     * @param reference reference of at least 2 events
     * @param features number of random features in a row, a power of two
     */
    public static double unbiasedSquaredDistance(float[] centred, long w, Reference reference, int features) {
        float[] centre = reference.centre();
        double pairs = RowMath.dot(centred, centred, features) + 2 * (double) RowMath.dot(centred, centre, features);
        double centreExcess = RowMath.dot(centre, centre, features) - SQUARED_GRID;
        return (pairs / ((double) w * (w - 1)) + centreExcess / (w - 1) + centreExcess / (reference.count() - 1))
                / SQUARED_GRID;
    }
}
