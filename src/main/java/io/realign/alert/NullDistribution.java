package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * Distribution of a statistic without drift. A weighted sum of squares is close to a shifted and scaled chi-squared
 * variable with the same mean, variance and skewness, whose cube root is close to normal (Wilson and Hilferty 1931). A
 * negative skewness is the mirror image.
 *
 * @param mean mean of the statistic
 * @param deviation standard deviation, positive
 * @param skewness skewness
 * @param tailFactor stretch of the tail relative to the chi-squared variable, 1 or more; mixtures have heavier tails
 */
public record NullDistribution(double mean, double deviation, double skewness, double tailFactor) {
    /** Below this the chi-squared variable has too many degrees of freedom for the precision of the cube root. */
    private static final double MIN_SKEWNESS = 1e-3;

    public NullDistribution {
        Preconditions.requireFinite("mean", mean);
        Preconditions.requirePositive("deviation", deviation);
        Preconditions.requireFinite("skewness", skewness);
        Preconditions.requireAtLeast("tailFactor", tailFactor, 1);
        skewness = Math.copySign(Math.max(MIN_SKEWNESS, Math.abs(skewness)), skewness);
    }

    public NullDistribution(double mean, double deviation, double skewness) {
        this(mean, deviation, skewness, 1);
    }

    /**
     * Fits to values.
     *
     * @param sorted at least one value, in ascending order
     * @param minDeviation lower bound of the deviation
     * @param tail tail probability at which the tail factor is measured
     * @param bothTails whether both tails are measured, not only the upper one
     */
    static NullDistribution fit(float[] sorted, double minDeviation, double tail, boolean bothTails) {
        double mean = 0;
        for (float value : sorted) {
            mean += value;
        }
        mean /= sorted.length;
        double second = 0;
        double third = 0;
        for (float value : sorted) {
            double centred = value - mean;
            second += centred * centred;
            third += centred * centred * centred;
        }
        double deviation = Math.max(minDeviation, Math.sqrt(second / sorted.length));
        NullDistribution fitted =
                new NullDistribution(mean, deviation, third / sorted.length / (deviation * deviation * deviation));
        int beyond = (int) (tail * sorted.length);
        double high = fitted.normalScore(sorted[sorted.length - 1 - beyond]);
        double low = bothTails ? -fitted.normalScore(sorted[beyond]) : 0;
        return fitted.withTailFactor(Math.max(1, Math.max(high, low) / normalQuantile(tail)));
    }

    /** Converts a statistic to a standard normal score. */
    public double normalScore(double statistic) {
        if (skewness < 0) {
            return -mirrored().normalScore(-statistic);
        }
        double share = share();
        double ratio = 1 + (statistic - mean) / deviation * Math.sqrt(2 / degreesOfFreedom());
        return (Math.cbrt(ratio) - (1 - share)) / Math.sqrt(share) / tailFactor;
    }

    /** Converts a standard normal score to a statistic. */
    public double statistic(double score) {
        if (skewness < 0) {
            return -mirrored().statistic(-score);
        }
        double share = share();
        double root = 1 - share + score * tailFactor * Math.sqrt(share);
        return mean + deviation * (root * root * root - 1) * Math.sqrt(degreesOfFreedom() / 2);
    }

    /** Returns the distribution with deviations from the mean multiplied by a factor. */
    NullDistribution scaleDeviation(double factor) {
        return new NullDistribution(mean, deviation * factor, skewness, tailFactor);
    }

    /** Returns the distribution of the statistic multiplied by a factor. */
    NullDistribution scale(double factor) {
        return new NullDistribution(mean * factor, deviation * factor, skewness, tailFactor);
    }

    NullDistribution withTailFactor(double factor) {
        return new NullDistribution(mean, deviation, skewness, factor);
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

    /** Returns the upper quantile of the normal distribution, probability below .5 (Abramowitz and Stegun 26.2.23). */
    private static double normalQuantile(double probability) {
        double t = Math.sqrt(-2 * Math.log(probability));
        return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}
