package io.realign.learning.portfolio;

import io.realign.adaptation.gate.CandidateResult;
import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.Evidence;
import io.realign.adaptation.gate.GateResult;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;
import java.util.List;

/**
 * A candidate that has been judged.
 *
 * @param recipe how it was made
 * @param candidate the model
 * @param evidence what it was judged by
 * @param predictionChange how its answers to the window differ from those of the model that serves
 * @param verdicts what the gates say of it that judge such a candidate, at least one
 * @param advisoryChecks votes that refuse nothing
 * @param score how well its answers explain the target, higher is better: by the likelihood of a
 *     {@link io.realign.learning.ensemble.LdaEnsemble}, or where there is none by their
 *     {@link io.realign.adaptation.gate.NeighbourhoodDensity}
 */
public record CandidateEvaluation(
        Recipe recipe,
        Candidate candidate,
        Evidence evidence,
        PredictionChange predictionChange,
        List<GateResult> verdicts,
        List<CheckResult> advisoryChecks,
        double score) {
    public CandidateEvaluation {
        verdicts = List.copyOf(verdicts);
        advisoryChecks = List.copyOf(advisoryChecks);
    }

    /** What was said of it. */
    CandidateResult toJudgedCandidate() {
        return new CandidateResult(
                recipe.name(), verdict().accepted(), evidence.candidateAccuracyEstimate(), verdicts, advisoryChecks);
    }

    /** It is accepted if one gate accepts it: the first that does, or else the first of all. */
    public GateResult verdict() {
        return verdicts.stream().filter(GateResult::accepted).findFirst().orElse(verdicts.get(0));
    }
}
