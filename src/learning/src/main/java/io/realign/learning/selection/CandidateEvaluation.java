package io.realign.learning.selection;

import io.realign.adaptation.gate.CandidateResult;
import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.Evidence;
import io.realign.adaptation.gate.GateResult;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
import java.util.List;

/**
 * A candidate and its evaluation.
 *
 * @param evidence input of the gates
 * @param predictionChange difference between the predictions of candidate and serving model for the target
 * @param gateResults results of the gates that apply to the candidate, at least one
 * @param advisoryChecks checks that never reject a candidate
 * @param selectionScore score that ranks the candidates, higher is better: log-likelihood of the target rows under the
 *     {@link io.realign.learning.ensemble.LdaEnsemble}, or {@link io.realign.adaptation.gate.NeighbourhoodDensity} without
 *     an ensemble
 */
public record CandidateEvaluation(
        Recipe recipe,
        TrainedModel candidate,
        Evidence evidence,
        PredictionChange predictionChange,
        List<GateResult> gateResults,
        List<CheckResult> advisoryChecks,
        double selectionScore) {
    public CandidateEvaluation {
        gateResults = List.copyOf(gateResults);
        advisoryChecks = List.copyOf(advisoryChecks);
    }

    CandidateResult toCandidateResult() {
        return new CandidateResult(
                recipe.name(),
                decidingGateResult().accepted(),
                evidence.candidateAccuracyEstimate(),
                gateResults,
                advisoryChecks);
    }

    /** The result of the first gate that accepts the candidate, or of the first gate if none does. */
    public GateResult decidingGateResult() {
        return gateResults.stream().filter(GateResult::accepted).findFirst().orElse(gateResults.get(0));
    }
}
