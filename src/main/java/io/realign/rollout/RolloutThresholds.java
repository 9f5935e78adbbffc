package io.realign.rollout;

import io.realign.event.Preconditions;

/**
 * Thresholds of the checks that compare a release in production with its acceptance window: the events on which the
 * gate evaluated it. A check fails if its threshold is exceeded at a significance level of .005.
 *
 * @param maxAgreementDrop maximum drop of the agreement of both releases below that on the acceptance window, 0 to 1
 * @param maxConfidenceDrop maximum drop of the mean confidence from that of the previous release, in addition to the
 *     drop on the acceptance window, 0 to 1
 * @param maxClassShareShift maximum total variation distance between the predicted class shares of both releases, in
 *     addition to their distance on the acceptance window, 0 to 1
 * @param maxProbabilityDistance maximum Euclidean distance between the mean probabilities of both releases, each on its own traffic,
 *     in addition to their distance on the acceptance window, 0 to 1
 */
public record RolloutThresholds(
        double maxAgreementDrop, double maxConfidenceDrop, double maxClassShareShift, double maxProbabilityDistance) {
    public static final RolloutThresholds DEFAULT = new RolloutThresholds(.05, .05, .05, .05);

    public RolloutThresholds {
        Preconditions.requireFraction("maxAgreementDrop", maxAgreementDrop);
        Preconditions.requireFraction("maxConfidenceDrop", maxConfidenceDrop);
        Preconditions.requireFraction("maxClassShareShift", maxClassShareShift);
        Preconditions.requireFraction("maxDrift", maxProbabilityDistance);
    }
}
