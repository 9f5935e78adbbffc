package io.realign.adaptation.gate;

import io.realign.event.Preconditions;

/**
 * Thresholds of the {@link ConsensusGate}.
 *
 * @param maxHoldOutDrop maximum drop of the accuracy on the source hold-out, 0 to 1
 * @param minLearnerAgreement minimum agreement of the serving model and the LDA ensemble on the window, 0 to 1
 * @param minRows minimum number of rows in the window, at least 1; agreement on fewer rows is mostly chance
 * @param maxAgreementGap maximum amount by which the agreement of the candidate with either of them may be lower than their
 *     agreement with each other, 0 to 1
 */
public record ConsensusThresholds(
        double maxHoldOutDrop, double minLearnerAgreement, int minRows, double maxAgreementGap) {
    public static final ConsensusThresholds DEFAULT = new ConsensusThresholds(.02, .70, 250, .05);

    public ConsensusThresholds {
        Preconditions.requireFraction("maxHoldOutDrop", maxHoldOutDrop);
        Preconditions.requireFraction("minLearnerAgreement", minLearnerAgreement);
        Preconditions.requireAtLeast("minRows", minRows, 1);
        Preconditions.requireFraction("maxAgreementGap", maxAgreementGap);
    }
}
