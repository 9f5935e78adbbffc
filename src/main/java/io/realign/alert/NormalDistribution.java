package io.realign.alert;

/** The standard normal distribution. */
final class NormalDistribution {
    private static final int BISECTION_STEPS = 60;
    private static final double MAX_QUANTILE = 37;

    /** Logarithm of twice the probability of exceeding {@link #MAX_QUANTILE}, rounded down. */
    private static final double MIN_LOGARITHM = -700;

    private NormalDistribution() {}

    /**
     * Returns the quantile, to about seven digits (Wichura 1988, algorithm AS 241, PPND7).
     *
     * @param probability between 0 and 1, exclusively
     */
    static double quantile(double probability) {
        return probability < 0.5 ? -upperQuantile(probability) : upperQuantile(1 - probability);
    }

    /**
     * Returns the value that is exceeded with this probability. More accurate than {@link #quantile} for small
     * probabilities.
     *
     * @param probability 1e-300 to below 1
     */
    static double upperQuantile(double probability) {
        double q = 0.5 - probability;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q
                    * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                    / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
        }
        if (q < 0) {
            return -upperQuantile(1 - probability);
        }
        double r = Math.sqrt(-Math.log(probability));
        if (r <= 5) {
            double t = r - 1.6;
            return (((0.17023821103 * t + 1.3067284816) * t + 2.7568153900) * t + 1.4234372777)
                    / ((0.12021132975 * t + 0.73700164250) * t + 1);
        }
        double t = r - 5;
        return (((0.017337203997 * t + 0.42868294337) * t + 3.0812263860) * t + 6.6579051150)
                / ((0.012258202635 * t + 0.24197894225) * t + 1);
    }

    /** Returns the probability of exceeding a value; inverts {@link #upperQuantile}. */
    static double upperTail(double value) {
        if (value < 0) {
            return 1 - upperTail(-value);
        }
        if (value > MAX_QUANTILE) {
            return 0;
        }
        double low = MIN_LOGARITHM;
        double high = 0;
        for (int step = 0; step < BISECTION_STEPS; step++) {
            double middle = (low + high) / 2;
            if (upperQuantile(Math.exp(middle) / 2) > value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(high) / 2;
    }
}
