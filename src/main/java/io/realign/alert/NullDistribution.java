package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * Distribution of a statistic without drift. It is approximated by a shifted and scaled chi-squared variable with the
 * same mean, variance and skewness, mirrored if the skewness is negative. The cube root of a chi-squared variable is
 * approximately normal (Wilson and Hilferty 1931).
 *
 * @param mean mean of the statistic
 * @param deviation standard deviation, positive
 * @param skewness skewness
 * @param tailFactor factor by which the tail is longer than that of the chi-squared variable, 1 or more
 */
public record NullDistribution(double mean, double deviation, double skewness, double tailFactor) {
    /** With a smaller skewness, the degrees of freedom exceed the precision of the cube root. */
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
     * Fits the distribution of a statistic that is tested one-sided: the tail factor is that of the upper tail.
     *
     * @param sorted at least one value, in ascending order
     * @param minDeviation lower bound of the standard deviation
     * @param tailProbability tail probability at which the tail factor is measured
     */
    static NullDistribution fitOneSided(float[] sorted, double minDeviation, double tailProbability) {
        NullDistribution fitted = fitMoments(sorted, minDeviation);
        return fitted.withTailFactor(fitted.upperTailFactor(sorted, tailProbability));
    }

    /**
     * Fits the distribution of a statistic that is tested two-sided: the tail factor is that of the longer tail.
     *
     * @see #fitOneSided
     */
    static NullDistribution fitTwoSided(float[] sorted, double minDeviation, double tailProbability) {
        NullDistribution fitted = fitMoments(sorted, minDeviation);
        double lowerQuantile = sorted[(int) (tailProbability * sorted.length)];
        double lowerTailFactor = -fitted.zScore(lowerQuantile) / normalQuantile(tailProbability);
        return fitted.withTailFactor(Math.max(fitted.upperTailFactor(sorted, tailProbability), lowerTailFactor));
    }

    private double upperTailFactor(float[] sorted, double tailProbability) {
        double upperQuantile = sorted[sorted.length - 1 - (int) (tailProbability * sorted.length)];
        return Math.max(1, zScore(upperQuantile) / normalQuantile(tailProbability));
    }

    private static NullDistribution fitMoments(float[] sorted, double minDeviation) {
        double mean = 0;
        for (float value : sorted) {
            mean += value;
        }
        mean /= sorted.length;
        double squares = 0;
        double cubes = 0;
        for (float value : sorted) {
            double centred = value - mean;
            squares += centred * centred;
            cubes += centred * centred * centred;
        }
        double deviation = Math.max(minDeviation, Math.sqrt(squares / sorted.length));
        return new NullDistribution(mean, deviation, cubes / sorted.length / (deviation * deviation * deviation));
    }

    /** Converts a statistic to a z-score: the standard normal quantile of the same probability. */
    public double zScore(double statistic) {
        if (skewness < 0) {
            return -mirrored().zScore(-statistic);
        }
        double variance = cubeRootVariance();
        double ratio = 1 + (statistic - mean) / deviation * Math.sqrt(2 / degreesOfFreedom());
        return (Math.cbrt(ratio) - (1 - variance)) / Math.sqrt(variance) / tailFactor;
    }

    /** Converts a z-score to a statistic. */
    public double statistic(double zScore) {
        if (skewness < 0) {
            return -mirrored().statistic(-zScore);
        }
        double variance = cubeRootVariance();
        double root = 1 - variance + zScore * tailFactor * Math.sqrt(variance);
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

    /** Returns the variance of the cube root of a chi-squared variable divided by its degrees of freedom. */
    private double cubeRootVariance() {
        return 2 / (9 * degreesOfFreedom());
    }

    /** Returns the upper quantile of the standard normal distribution (Abramowitz and Stegun 26.2.23). */
    private static double normalQuantile(double probability) {
        double t = Math.sqrt(-2 * Math.log(probability));
        return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}
