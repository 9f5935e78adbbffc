package io.realign.adaptation.gate;

/**
 * How near a candidate must stay to two learners that have little in common.
 *
 * @param maxHoldOutDrop how much less of the labelled source hold-out the candidate may get right than the incumbent, 0 to 1
 * @param minLearnerAgreement the share of the window on which the two learners must agree for their word to count, 0 to 1
 * @param minRows how many the window must have, for of fewer what the two say in common is mostly chance; at least 1
 * @param maxAgreementGap how much less the candidate may agree with either of them than they agree with each other, 0 to 1
 */
public record ConsensusThresholds(
        double maxHoldOutDrop, double minLearnerAgreement, int minRows, double maxAgreementGap) {
    public static final ConsensusThresholds DEFAULT = new ConsensusThresholds(.02, .70, 250, .05);

    public ConsensusThresholds {
        TrustRegionThresholds.requireFraction("holdOutDrop", maxHoldOutDrop);
        TrustRegionThresholds.requireFraction("common", minLearnerAgreement);
        TrustRegionThresholds.requireFraction("slack", maxAgreementGap);
        if (minRows < 1) {
            throw new IllegalArgumentException("rows: expected at least 1, got " + minRows);
        }
    }
}
