package io.realign.window;

/**
 * Maximum mean discrepancy: the distance between two mean embeddings, which is zero only if the distributions agree
 * (Gretton et al. 2012).
 */
public final class Mmd {
    private Mmd() {}

    /**
     * The test statistic {@code n w / (n + w) |mean - mean'|^2}. Without drift its law does not depend on the two
     * lengths: its mean is the {@link #spread}.
     */
    public static double statistic(Sketch window, Sketch reference) {
        return statistic(window.sums(), window.count(), reference.sums(), reference.count());
    }

    /**
     * The same, of bare sums.
     *
     * @param window sum of the features of {@code w} events, in units of 1/{@link RandomFeatures#GRID}
     * @param reference sum of the features of {@code n} other events
     */
    public static double statistic(int[] window, long w, int[] reference, long n) {
        double squared = 0;
        for (int i = 0; i < window.length; i++) {
            double difference = (double) window[i] / w - (double) reference[i] / n;
            squared += difference * difference;
        }
        return (double) n * w / (n + w) * squared / squaredGrid();
    }

    /** Unbiased estimate of the squared discrepancy, for people: about 0 without drift, at most 2. */
    public static double unbiased(Sketch one, Sketch other) {
        double across = dot(one, other) / ((double) one.count() * other.count());
        return within(one) + within(other) - 2 * across;
    }

    /** Trace of the features' covariance: 0 if all events are the same, 1 if they have nothing in common. */
    public static double spread(Sketch sketch) {
        return 1 - within(sketch);
    }

    /** Mean kernel value of two different events; each event's with itself is 1. */
    private static double within(Sketch sketch) {
        double n = sketch.count();
        return (dot(sketch, sketch) - n) / (n * (n - 1));
    }

    private static double dot(Sketch one, Sketch other) {
        double sum = 0;
        for (int i = 0; i < one.sums().length; i++) {
            sum += (double) one.sums()[i] * other.sums()[i];
        }
        return sum / squaredGrid();
    }

    private static double squaredGrid() {
        return (double) RandomFeatures.GRID * RandomFeatures.GRID;
    }
}
