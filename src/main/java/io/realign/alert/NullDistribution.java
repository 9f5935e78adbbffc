package io.realign.alert;

/**
 * What chance does to a statistic that is a weighted sum of squares: close to a shifted and scaled chi-squared variable
 * with the same mean, variance and skewness, whose cube root is close to normal (Wilson and Hilferty 1931). One that leans
 * the other way is the mirror image of such a variable.
 *
 * @param mean of the statistic
 * @param deviation its standard deviation, positive
 * @param skewness its skewness
 * @param tailFactor how many times as far out as that of such a variable its tail lies, 1 or more: that of a mixture is
 *     heavier
 */
public record NullDistribution(double mean, double deviation, double skewness, double tailFactor) {
    /** Below this a chi-squared variable has so many degrees of freedom that the cube root loses digits. */
    private static final double MIN_SKEWNESS = 1e-3;

    public NullDistribution {
        if (!(deviation > 0 && tailFactor >= 1) || !Double.isFinite(mean + deviation + skewness + tailFactor)) {
            throw new IllegalArgumentException(("expected a finite mean, a positive deviation, a finite skewness and a"
                            + " stretch of at least 1, got %s, %s, %s and %s")
                    .formatted(mean, deviation, skewness, tailFactor));
        }
        skewness = Math.copySign(Math.max(MIN_SKEWNESS, Math.abs(skewness)), skewness);
    }

    /** A law without a heavier tail. */
    public NullDistribution(double mean, double deviation, double skewness) {
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
    static NullDistribution fit(float[] sorted, double least, double tail, boolean bothTails) {
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
        NullDistribution law =
                new NullDistribution(mean, deviation, third / sorted.length / (deviation * deviation * deviation));
        int beyond = (int) (tail * sorted.length);
        double high = law.normalScore(sorted[sorted.length - 1 - beyond]);
        double low = bothTails ? -law.normalScore(sorted[beyond]) : 0;
        return law.withTailFactor(Math.max(1, Math.max(high, low) / normalQuantile(tail)));
    }

    /** The statistic as a standard normal score. */
    public double normalScore(double statistic) {
        if (skewness < 0) {
            return -mirrored().normalScore(-statistic);
        }
        double share = share();
        double ratio = 1 + (statistic - mean) / deviation * Math.sqrt(2 / degreesOfFreedom());
        return (Math.cbrt(ratio) - (1 - share)) / Math.sqrt(share) / tailFactor;
    }

    /** The statistic of a standard normal score. */
    public double statistic(double score) {
        if (skewness < 0) {
            return -mirrored().statistic(-score);
        }
        double share = share();
        double root = 1 - share + score * tailFactor * Math.sqrt(share);
        return mean + deviation * (root * root * root - 1) * Math.sqrt(degreesOfFreedom() / 2);
    }

    /** The law of deviations from the mean that are {@code factor} times as large. */
    NullDistribution scaleDeviation(double factor) {
        return new NullDistribution(mean, deviation * factor, skewness, tailFactor);
    }

    /** The law of the statistic times a factor. */
    NullDistribution scale(double factor) {
        return new NullDistribution(mean * factor, deviation * factor, skewness, tailFactor);
    }

    /** The same with a tail so many times as far out. */
    NullDistribution withTailFactor(double times) {
        return new NullDistribution(mean, deviation, skewness, times);
    }

    private NullDistribution mirrored() {
        return new NullDistribution(-mean, deviation, -skewness, tailFactor);
    }

    private double degreesOfFreedom() {
        return 8 / (skewness * skewness);
    }

    private double share() {
        return 2 / (9 * degreesOfFreedom());
    }

    /** The normal score that chance exceeds with this probability, below a half (Abramowitz and Stegun 26.2.23). */
    private static double normalQuantile(double probability) {
        double t = Math.sqrt(-2 * Math.log(probability));
        return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}
