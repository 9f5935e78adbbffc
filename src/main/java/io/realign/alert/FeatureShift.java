package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * Shift of one feature.
 *
 * @param feature index of the feature, from 0
 * @param contribution share of the feature in the sum of the squared z-scores of all features, 0 to 1
 * @param meanZ z-score of the change of the mean, positive for an increase
 * @param varianceZ z-score of the change of the variance, positive for an increase
 */
public record FeatureShift(int feature, double contribution, double meanZ, double varianceZ) {
    public FeatureShift {
        Preconditions.requireAtLeast("feature", feature, 0);
        Preconditions.requireFraction("contribution", contribution);
        Preconditions.requireFinite("meanZ", meanZ);
        Preconditions.requireFinite("varianceZ", varianceZ);
    }
}
