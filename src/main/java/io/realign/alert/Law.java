package io.realign.alert;

/**
 * What chance does to a statistic that is a weighted sum of squares: close to a shifted and scaled chi-squared variable
 * with the same mean, variance and skewness, whose cube root is close to normal (Wilson and Hilferty 1931). One that leans
 * the other way is the mirror image of such a variable.
 *
 * @param mean of the statistic
 * @param deviation its standard deviation, positive
 * @param skewness its skewness
 * @param stretch how many times as far out as that of such a variable its tail lies, 1 or more: that of a mixture is
 *     heavier
 */
public record Law(double mean, double deviation, double skewness, double stretch) {
    /** Below this a chi-squared variable has so many degrees of freedom that the cube root loses digits. */
    private static final double LEAST_SKEWNESS = 1e-3;

    public Law {
        if (!(deviation > 0 && stretch >= 1) || !Double.isFinite(mean + deviation + skewness + stretch)) {
            throw new IllegalArgumentException(("expected a finite mean, a positive deviation, a finite skewness and a"
                            + " stretch of at least 1, got %s, %s, %s and %s")
                    .formatted(mean, deviation, skewness, stretch));
        }
        skewness = Math.copySign(Math.max(LEAST_SKEWNESS, Math.abs(skewness)), skewness);
    }

    /** A law without a heavier tail. */
    public Law(double mean, double deviation, double skewness) {
        this(mean, deviation, skewness, 1);
    }

    /**
     * The law that values follow.
     *
     * @param sorted values, at least one
     * @param least the smallest deviation that can be told from none
     * @param tail the share of all values beyond which the tail is measured, in each direction
     * @param bothTails whether low values count as well as high ones
     */
    static Law fit(float[] sorted, double least, double tail, boolean bothTails) {
        double mean = 0;
        for (float value : sorted) {
            mean += value;
        }
        mean /= sorted.length;
        double second = 0;
        double third = 0;
        for (float value : sorted) {
            double off = value - mean;
            second += off * off;
            third += off * off * off;
        }
        double deviation = Math.max(least, Math.sqrt(second / sorted.length));
        Law law = new Law(mean, deviation, third / sorted.length / (deviation * deviation * deviation));
        int beyond = (int) (tail * sorted.length);
        double high = law.score(sorted[sorted.length - 1 - beyond]);
        double low = bothTails ? -law.score(sorted[beyond]) : 0;
        return law.stretched(Math.max(1, Math.max(high, low) / normal(tail)));
    }

    /** The statistic as a standard normal score. */
    public double score(double statistic) {
        if (skewness < 0) {
            return -mirrored().score(-statistic);
        }
        double share = share();
        double ratio = 1 + (statistic - mean) / deviation * Math.sqrt(2 / freedom());
        return (Math.cbrt(ratio) - (1 - share)) / Math.sqrt(share) / stretch;
    }

    /** The statistic of a standard normal score. */
    public double statistic(double score) {
        if (skewness < 0) {
            return -mirrored().statistic(-score);
        }
        double share = share();
        double root = 1 - share + score * stretch * Math.sqrt(share);
        return mean + deviation * (root * root * root - 1) * Math.sqrt(freedom() / 2);
    }

    /** The law of deviations from the mean that are {@code factor} times as large. */
    Law widened(double factor) {
        return new Law(mean, deviation * factor, skewness, stretch);
    }

    /** The law of the statistic times a factor. */
    Law times(double factor) {
        return new Law(mean * factor, deviation * factor, skewness, stretch);
    }

    /** The same with a tail so many times as far out. */
    Law stretched(double times) {
        return new Law(mean, deviation, skewness, times);
    }

    private Law mirrored() {
        return new Law(-mean, deviation, -skewness, stretch);
    }

    private double freedom() {
        return 8 / (skewness * skewness);
    }

    private double share() {
        return 2 / (9 * freedom());
    }

    /** The normal score that chance exceeds with this probability, below a half (Abramowitz and Stegun 26.2.23). */
    private static double normal(double probability) {
        double t = Math.sqrt(-2 * Math.log(probability));
        return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}
