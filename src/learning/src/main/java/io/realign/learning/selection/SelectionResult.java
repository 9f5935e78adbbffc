package io.realign.learning.selection;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.Disagreement;
import io.realign.adaptation.gate.Evaluation;
import io.realign.adaptation.gate.GateResult;
import io.realign.adaptation.gate.LabelRequest;
import io.realign.learning.diagnosis.ShiftClassification;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Result of a candidate selection.
 *
 * @param candidates all candidates in the order of training
 * @param selected the candidate that replaces the serving model; empty if the serving model stays
 * @param labelRequests target rows whose labels would decide whether the best candidate is better than the serving model; empty
 *     if a candidate was selected or the rejection is clear
 * @param skippedRecipes names of the recipes that were not trained because the CPU time budget was spent
 */
public record SelectionResult(
        ShiftClassification shift,
        List<CandidateEvaluation> candidates,
        Optional<CandidateEvaluation> selected,
        List<Disagreement> labelRequests,
        List<String> skippedRecipes) {
    public SelectionResult {
        candidates = List.copyOf(candidates);
        labelRequests = List.copyOf(labelRequests);
        skippedRecipes = List.copyOf(skippedRecipes);
    }

    /**
     * The selected candidate, or the candidate with the highest selection score if none was selected; empty if there are no
     * candidates.
     */
    public Optional<CandidateEvaluation> bestCandidate() {
        return selected.or(() -> highestScore(candidates.stream()));
    }

    /**
     * Returns a summary for the adaptation record.
     *
     * @param eventIds event id of each target row
     * @param classNames class names in the order of the model outputs
     */
    public Evaluation evaluation(List<String> eventIds, List<String> classNames) {
        // The first candidate is always compared with the serving model; later ones may have been compared with another
        // parent.
        return new Evaluation(
                candidates.stream().findFirst().flatMap(first -> first.evidence()
                        .servingAccuracyEstimate()),
                bestCandidate().flatMap(best -> best.evidence().candidateAccuracyEstimate()),
                candidates.stream().map(CandidateEvaluation::toCandidateResult).toList(),
                labelRequests.stream()
                        .map(disagreement -> new LabelRequest(
                                eventIds.get(disagreement.index()),
                                classNames.get(disagreement.servingClass()),
                                classNames.get(disagreement.candidateClass())))
                        .toList());
    }

    static Optional<CandidateEvaluation> highestScore(Stream<CandidateEvaluation> evaluations) {
        return evaluations.max(Comparator.comparingDouble(CandidateEvaluation::selectionScore));
    }

    /** Gate result of the {@link #bestCandidate}, or the shift classification if there are no candidates. */
    public GateResult decidingGateResult() {
        return bestCandidate()
                .map(CandidateEvaluation::decidingGateResult)
                .orElseGet(() -> new GateResult(
                        "shift classification",
                        shift.findings().stream()
                                .map(finding -> new CheckResult(
                                        finding.name(),
                                        finding.value(),
                                        finding.expected().max(),
                                        false,
                                        finding.message()))
                                .toList()));
    }
}
