package io.realign.lab.detector;

/**
 * How fast the two averages of NEWMA forget.
 *
 * @param fast weight of the latest event in one average, Lambda in the paper
 * @param slow in the other, lambda in the paper, less than {@code fast}
 */
record ForgettingFactors(double fast, double slow) {
    private static final int GRID = 1000;

    /**
     * The authors' choice: pairs that give an event {@code window} ago the same weight in both averages; of these the one
     * that minimises the paper's bound of the error, pulled half way to 1 / (window + 1).
     */
    static ForgettingFactors of(int window) {
        double bend = 1.0 / (window + 1);
        double low = Math.log(1.001 * bend);
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < GRID; i++) {
            double fast = Math.exp(low + (-0.01 - low) * i / (GRID - 1));
            double error = error(fast, slower(fast, window), window);
            if (error < least) {
                least = error;
                best = fast;
            }
        }
        double fast = (best + bend) / 2;
        return new ForgettingFactors(fast, slower(fast, window));
    }

    /** The other rate with the same x (1 - x)^window, which rises up to 1 / (window + 1) and falls from there. */
    private static double slower(double fast, int window) {
        double weight = fast * Math.pow(1 - fast, window);
        double low = 0;
        double high = 1.0 / (window + 1);
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (middle * Math.pow(1 - middle, window) < weight) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double error(double fast, double slow, int window) {
        double gap = Math.pow(1 - slow, window) - Math.pow(1 - fast, window);
        double twice = Math.pow(1 - slow, 2 * window) - Math.pow(1 - fast, 2 * window);
        return (Math.sqrt(fast + slow) + twice) / gap;
    }
}
