package io.realign.lab.detector;

/**
 * The forgetting factors of NEWMA.
 *
 * @param fast weight of the latest event in the fast average, capital lambda in the paper
 * @param slow weight of the latest event in the slow average, small lambda in the paper; less than {@code fast}
 */
record ForgettingFactors(double fast, double slow) {
    private static final int GRID = 1000;

    /**
     * Chooses the factors as the authors do. Both averages give the same weight to the event {@code window} events ago. Among
     * such pairs, a grid search finds the factor with the lowest error bound of the paper; {@code fast} is the mean of that factor
     * and 1 / (window + 1).
     */
    static ForgettingFactors of(int window) {
        double factorOfMaximalWeight = 1.0 / (window + 1);
        double low = Math.log(1.001 * factorOfMaximalWeight);
        double bestFactor = 0;
        double lowestError = Double.POSITIVE_INFINITY;
        for (int i = 0; i < GRID; i++) {
            double fast = Math.exp(low + (-0.01 - low) * i / (GRID - 1));
            double error = error(fast, slowFor(fast, window), window);
            if (error < lowestError) {
                lowestError = error;
                bestFactor = fast;
            }
        }
        double fast = (bestFactor + factorOfMaximalWeight) / 2;
        return new ForgettingFactors(fast, slowFor(fast, window));
    }

    /** Returns the smaller solution of x (1 - x)^window = fast (1 - fast)^window; the left side has its maximum at 1 / (window + 1). */
    private static double slowFor(double fast, int window) {
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
        double differenceAfterWindow = Math.pow(1 - slow, window) - Math.pow(1 - fast, window);
        double differenceAfterTwoWindows = Math.pow(1 - slow, 2 * window) - Math.pow(1 - fast, 2 * window);
        return (Math.sqrt(fast + slow) + differenceAfterTwoWindows) / differenceAfterWindow;
    }
}
