package io.realign.adaptation.gate;

import io.realign.event.Preconditions;

/**
 * Thresholds of the {@link TrustRegionGate}.
 *
 * @param maxHoldOutDrop maximum drop of the accuracy on the source hold-out, 0 to 1
 * @param minAgreement minimum agreement of the candidate and the serving model on the target window, 0 to 1
 * @param maxClassShareChange maximum total variation distance between the class shares that the candidate and the
 *     serving model predict on the target window, 0 to 1
 * @param minLearnerAgreement minimum agreement with the LDA ensemble on the target window, 0 to 1: of the serving
 *     model, or of the candidate if its recipe has no training; not checked without an ensemble
 */
public record TrustRegionThresholds(
        double maxHoldOutDrop, double minAgreement, double maxClassShareChange, double minLearnerAgreement) {
    public static final TrustRegionThresholds DEFAULT = new TrustRegionThresholds(.02, .90, .05, .70);

    public TrustRegionThresholds {
        Preconditions.requireFraction("maxHoldOutDrop", maxHoldOutDrop);
        Preconditions.requireFraction("minAgreement", minAgreement);
        Preconditions.requireFraction("maxClassShareChange", maxClassShareChange);
        Preconditions.requireFraction("minLearnerAgreement", minLearnerAgreement);
    }
}
