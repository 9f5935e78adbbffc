package io.realign.adaptation.gate;

import java.util.List;

/**
 * Can accept a candidate that the {@link TrustRegionGate} rejects because it differs too much from the serving model.
 *
 * <p>The serving model and the ensemble of linear discriminants (LDA ensemble), which is trained on the source alone,
 * make different errors. Suppose that a candidate agrees with each of them about as often as they agree with each
 * other, and has a higher likelihood on the target than the serving model. Then it has more likely corrected errors
 * than introduced them.
 *
 * @param thresholds thresholds of the checks
 */
public record ConsensusGate(ConsensusThresholds thresholds) {
    /**
     * Evaluates a candidate. All checks run, even after a check has failed.
     *
     * @param evidence evidence with predictions of the LDA ensemble
     * @param likelihoodGain mean log likelihood of the window under the candidate minus that under the serving model
     */
    public GateResult evaluate(Evidence evidence, double likelihoodGain) {
        CheckResult learnerAgreement = GateChecks.ldaAgreement(
                "serving model", evidence.servingOnWindow(), evidence, thresholds.minLearnerAgreement());
        double minCandidateAgreement = learnerAgreement.value() - thresholds.maxAgreementGap();
        return new GateResult(
                "consensus",
                List.of(
                        GateChecks.finite(evidence),
                        GateChecks.holdOut(evidence, thresholds.maxHoldOutDrop()),
                        GateChecks.atLeast(
                                "rows", evidence.ldaOnWindow().length, thresholds.minRows(), "rows of the window"),
                        learnerAgreement,
                        GateChecks.atLeast(
                                "agreement with the serving model",
                                GateChecks.agreement(evidence.candidateOnWindow(), evidence.servingOnWindow()),
                                minCandidateAgreement,
                                GateChecks.sameClassText("candidate", "serving model")),
                        GateChecks.atLeast(
                                "candidate agreement with the LDA ensemble",
                                GateChecks.agreement(evidence.candidateOnWindow(), evidence.ldaOnWindow()),
                                minCandidateAgreement,
                                GateChecks.sameClassText("candidate", "LDA ensemble")),
                        GateChecks.likelihood(likelihoodGain)));
    }
}
