package io.realign.window;

/**
 * Maximum mean discrepancy: the distance between two mean embeddings, which is zero only if the distributions agree
 * (Gretton et al. 2012).
 */
public final class MmdStatistic {
    private static final double SQUARED_GRID = (double) RandomFeatures.GRID * RandomFeatures.GRID;

    private MmdStatistic() {}

    /**
     * The test statistic of a window: {@code n w / (n + w) |mean - mean'|^2} without what the window's events contribute by
     * themselves, which says nothing of what they have in common. For windows of one length that is, up to a constant, the
     * unbiased estimate (Gretton et al. 2012, lemma 6) times {@code n (w - 1) / (n + w)}; without drift its law hardly
     * depends on the two lengths.
     *
     * @param squaredNorm of the window's centred sum
     * @param typicality of the window's centred sum
     * @param w events in the window
     * @param n events in the reference; its negative for windows of rows that the reference itself consists of, whose sum
     *     cannot be as far from the mean of all
     */
    public static double discrepancy(double squaredNorm, double typicality, long w, long n) {
        return (squaredNorm + squaredNormPerTypicality() * typicality) * scale(w, n) / SQUARED_GRID;
    }

    /**
     * Which squared norm gives this statistic.
     *
     * @param statistic as {@link #discrepancy} gives it
     */
    public static double squaredNorm(double statistic, double typicality, long w, long n) {
        return statistic * SQUARED_GRID / scale(w, n) - squaredNormPerTypicality() * typicality;
    }

    /** By how much a squared norm has to be larger for the same discrepancy where typicality is smaller by 1. */
    public static double squaredNormPerTypicality() {
        return 2 * RandomFeatures.GRID;
    }

    /**
     * The typicality of a window's centred sum in units that without drift hardly depend on the two lengths.
     *
     * @param w events in the window
     * @param n events in the reference, or its negative, see {@link #discrepancy}
     */
    public static double typicality(double typicality, long w, long n) {
        return typicality * Math.sqrt(scale(w, n)) / RandomFeatures.GRID;
    }

    /** Which typicality of a window's centred sum gives this statistic. */
    public static double typicalityOfSum(double statistic, long w, long n) {
        return statistic / Math.sqrt(scale(w, n)) * RandomFeatures.GRID;
    }

    private static double scale(long w, long n) {
        return (double) n / (n + w) / w;
    }

    /**
     * Unbiased estimate of the squared discrepancy, for people: about 0 without drift, at most 2.
     *
     * @param centred sum of a window's rows less the centre of the reference
     * @param w how many, at least 2
     * @param reference of at least 2 rows
     * @param features how many of a row's values are random features, a power of two
     */
    public static double unbiasedSquaredDistance(float[] centred, long w, Reference reference, int features) {
        float[] centre = reference.centre();
        double pairs = RowMath.dot(centred, centred, features) + 2 * (double) RowMath.dot(centred, centre, features);
        double centreLess = RowMath.dot(centre, centre, features) - SQUARED_GRID;
        return (pairs / ((double) w * (w - 1)) + centreLess / (w - 1) + centreLess / (reference.count() - 1))
                / SQUARED_GRID;
    }
}
