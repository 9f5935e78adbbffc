package io.realign.adaptation.gate;

import java.util.List;

/**
 * Says whether a candidate may go further from the incumbent than {@link TrustRegionGate} allows. Two learners that have little in
 * common, the incumbent and another one that was made of the source alone, err in different places. A candidate that is
 * no further from either of them than they are from each other, and that explains the target's rows better than the
 * incumbent does, has more likely mended errors than made some.
 *
 * @param thresholds how near it must stay
 */
public record ConsensusGate(ConsensusThresholds thresholds) {
    /**
     * Judges the candidate; every vote is cast, also after one has failed.
     *
     * @param evidence with an unlike learner's answers
     * @param gain by how much the candidate's answers explain the target better than the incumbent's: the difference of
     *     the log likelihoods of a row, in the mean
     */
    public GateResult evaluate(Evidence evidence, double gain) {
        CheckResult common = TrustRegionGate.ldaAgreement(
                "incumbent", evidence.servingTarget(), evidence, thresholds.minLearnerAgreement());
        double least = common.value() - thresholds.maxAgreementGap();
        return new GateResult(
                "consensus",
                List.of(
                        TrustRegionGate.finite(evidence),
                        TrustRegionGate.holdOut(evidence, thresholds.maxHoldOutDrop()),
                        TrustRegionGate.atLeast(
                                "rows", evidence.ldaTarget().length, thresholds.minRows(), "rows of the window"),
                        common,
                        TrustRegionGate.atLeast(
                                "agreement with incumbent",
                                TrustRegionGate.agreementShare(evidence.candidateTarget(), evidence.servingTarget()),
                                least,
                                "share of the window on which candidate and incumbent name the same class"),
                        TrustRegionGate.atLeast(
                                "agreement with unlike learner",
                                TrustRegionGate.agreementShare(evidence.candidateTarget(), evidence.ldaTarget()),
                                least,
                                "share of the window on which candidate and unlike learner name the same class"),
                        TrustRegionGate.likelihood(gain)));
    }
}
