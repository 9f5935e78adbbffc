package io.realign.alert;

/**
 * What chance does to a statistic that is a weighted sum of squares: close to a shifted and scaled chi-squared variable
 * with the same mean, variance and skewness, whose cube root is close to normal (Wilson and Hilferty 1931).
 *
 * @param mean of the statistic
 * @param deviation its standard deviation, positive
 * @param skewness its skewness, positive
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
        skewness = Math.max(LEAST_SKEWNESS, skewness);
    }

    /** The statistic as a standard normal score. */
    public double score(double statistic) {
        double share = share();
        double ratio = 1 + (statistic - mean) / deviation * Math.sqrt(2 / freedom());
        return (Math.cbrt(ratio) - (1 - share)) / Math.sqrt(share);
    }

    /** The statistic of a standard normal score. */
    public double statistic(double score) {
        double share = share();
        double root = 1 - share + score * Math.sqrt(share);
        return mean + deviation * (root * root * root - 1) * Math.sqrt(freedom() / 2);
    }

    /** This law, or its mean with the other's relative width where that is wider. */
    Law atLeastAsWideAs(Law other) {
        return new Law(
                mean,
                mean * Math.max(deviation / mean, other.deviation / other.mean),
                Math.max(skewness, other.skewness));
    }

    /** The law of the statistic times a factor. */
    Law times(double factor) {
        return new Law(mean * factor, deviation * factor, skewness);
    }

    private double freedom() {
        return 8 / (skewness * skewness);
    }

    private double share() {
        return 2 / (9 * freedom());
    }
}
