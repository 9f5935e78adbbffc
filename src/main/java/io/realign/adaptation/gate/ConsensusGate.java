package io.realign.adaptation.gate;

import java.util.List;

/**
 * Accepts a candidate beyond the limits of the {@link TrustRegionGate}. The serving model and the LDA ensemble, trained
 * on the source alone, make different errors. A candidate that is no further from either of them than they are from
 * each other, and that explains the target better than the serving model, has more likely corrected errors than
 * introduced them.
 *
 * @param thresholds thresholds of the checks
 */
public record ConsensusGate(ConsensusThresholds thresholds) {
    /**
     * Evaluates a candidate. All checks run, also after one has failed.
     *
     * @param evidence evidence with predictions of the LDA ensemble
     * @param gain gain of the mean log likelihood of the window over the serving model
     */
    public GateResult evaluate(Evidence evidence, double gain) {
        CheckResult learners = GateChecks.ldaAgreement(
                "serving model", evidence.servingTarget(), evidence, thresholds.minLearnerAgreement());
        double minAgreement = learners.value() - thresholds.maxAgreementGap();
        return new GateResult(
                "consensus",
                List.of(
                        GateChecks.finite(evidence),
                        GateChecks.holdOut(evidence, thresholds.maxHoldOutDrop()),
                        GateChecks.atLeast(
                                "rows", evidence.ldaTarget().length, thresholds.minRows(), "rows of the window"),
                        learners,
                        GateChecks.atLeast(
                                "agreement with the serving model",
                                GateChecks.agreement(evidence.candidateTarget(), evidence.servingTarget()),
                                minAgreement,
                                "fraction of the window for which candidate and serving model predict the same class"),
                        GateChecks.atLeast(
                                "candidate agreement with the LDA ensemble",
                                GateChecks.agreement(evidence.candidateTarget(), evidence.ldaTarget()),
                                minAgreement,
                                "fraction of the window for which candidate and LDA ensemble predict the same class"),
                        GateChecks.likelihood(gain)));
    }
}
