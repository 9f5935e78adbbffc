package io.realign.rollout;

import io.realign.event.Preconditions;

/**
 * Maximum deviations of a release in production from its acceptance window. A check fails if its threshold is exceeded
 * at a significance level of .005.
 *
 * @param maxAgreementDrop maximum drop of the agreement with the previous release, 0 to 1
 * @param maxConfidenceDrop maximum drop of the mean confidence below the previous release, in addition to a drop on the
 *     acceptance window, 0 to 1
 * @param maxClassShareShift maximum additional total variation of the predicted class shares, 0 to 1
 * @param maxDrift maximum additional Euclidean distance between the mean probabilities of the release and of the
 *     previous release on their own traffic, 0 to 1
 */
public record RolloutThresholds(
        double maxAgreementDrop, double maxConfidenceDrop, double maxClassShareShift, double maxDrift) {
    /** Allows for small changes of the target after the acceptance window. */
    public static final RolloutThresholds DEFAULT = new RolloutThresholds(.05, .05, .05, .05);

    public RolloutThresholds {
        Preconditions.requireFraction("maxAgreementDrop", maxAgreementDrop);
        Preconditions.requireFraction("maxConfidenceDrop", maxConfidenceDrop);
        Preconditions.requireFraction("maxClassShareShift", maxClassShareShift);
        Preconditions.requireFraction("maxDrift", maxDrift);
    }
}
