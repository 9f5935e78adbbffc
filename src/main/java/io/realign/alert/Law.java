package io.realign.alert;

/**
 * What chance does to a statistic that is a weighted sum of squares: close to a shifted and scaled chi-squared variable
 * with the same mean, variance and skewness, whose cube root is close to normal (Wilson and Hilferty 1931). One that leans
 * the other way is the mirror image of such a variable.
 *
 * @param mean of the statistic
 * @param deviation its standard deviation, positive
 * @param skewness its skewness
 */
public record Law(double mean, double deviation, double skewness) {
    /** Below this a chi-squared variable has so many degrees of freedom that the cube root loses digits. */
    private static final double LEAST_SKEWNESS = 1e-3;

    public Law {
        if (!Double.isFinite(mean) || !(deviation > 0) || !Double.isFinite(deviation) || !Double.isFinite(skewness)) {
            throw new IllegalArgumentException(
                    "expected a finite mean, a positive deviation and a finite skewness, got %s, %s and %s"
                            .formatted(mean, deviation, skewness));
        }
        skewness = Math.copySign(Math.max(LEAST_SKEWNESS, Math.abs(skewness)), skewness);
    }

    /** The statistic as a standard normal score. */
    public double score(double statistic) {
        if (skewness < 0) {
            return -mirrored().score(-statistic);
        }
        double share = share();
        double ratio = 1 + (statistic - mean) / deviation * Math.sqrt(2 / freedom());
        return (Math.cbrt(ratio) - (1 - share)) / Math.sqrt(share);
    }

    /** The statistic of a standard normal score. */
    public double statistic(double score) {
        if (skewness < 0) {
            return -mirrored().statistic(-score);
        }
        double share = share();
        double root = 1 - share + score * Math.sqrt(share);
        return mean + deviation * (root * root * root - 1) * Math.sqrt(freedom() / 2);
    }

    /** The law of deviations from the mean that are {@code factor} times as large. */
    Law widened(double factor) {
        return new Law(mean, deviation * factor, skewness);
    }

    /** The law of the statistic times a factor. */
    Law times(double factor) {
        return new Law(mean * factor, deviation * factor, skewness);
    }

    private Law mirrored() {
        return new Law(-mean, deviation, -skewness);
    }

    private double freedom() {
        return 8 / (skewness * skewness);
    }

    private double share() {
        return 2 / (9 * freedom());
    }
}
