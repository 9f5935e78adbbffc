package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * Shift of one feature.
 *
 * @param feature index of the feature, from 0
 * @param contribution squared {@code meanZ} plus squared {@code varianceZ}, as a fraction of the sum over all features, 0 to
 *     1. It is not a fraction of the discrepancy, and positive without drift
 * @param meanZ z-score of the change of the mean, positive for an increase
 * @param varianceZ z-score of the change of the variance, positive for an increase
 * @param significant whether the mean or the mean square of the feature differs from the reference with a probability of error
 *     of at most 1 % over all features together, or the feature exceeded the threshold of the alert
 */
public record FeatureShift(int feature, double contribution, double meanZ, double varianceZ, boolean significant) {
    public FeatureShift {
        Preconditions.requireAtLeast("feature", feature, 0);
        Preconditions.requireFraction("contribution", contribution);
        Preconditions.requireFinite("meanZ", meanZ);
        Preconditions.requireFinite("varianceZ", varianceZ);
    }
}
