package io.realign.alert;

/**
 * How one feature has moved.
 *
 * @param feature its place in the event, from 0
 * @param contribution of all contributions to the discrepancy, 0 to 1
 * @param meanZ standard score of the change of its mean; the sign is the direction
 * @param varianceZ standard score of the change of its variance, above 0 where it varies more
 */
public record FeatureShift(int feature, double contribution, double meanZ, double varianceZ) {
    public FeatureShift {
        if (feature < 0) {
            throw new IllegalArgumentException("expected a feature of 0 or more, got " + feature);
        }
        if (!(contribution >= 0 && contribution <= 1)) {
            throw new IllegalArgumentException(
                    "expected a share of 0 to 1 for feature %d, got %s".formatted(feature, contribution));
        }
        if (!Double.isFinite(meanZ) || !Double.isFinite(varianceZ)) {
            throw new IllegalArgumentException(
                    "expected finite standard scores for feature %d, got mean %s, variance %s"
                            .formatted(feature, meanZ, varianceZ));
        }
    }
}
