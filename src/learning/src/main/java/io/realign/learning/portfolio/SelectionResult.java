package io.realign.learning.portfolio;

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
 * What came of a portfolio.
 *
 * @param shift what kind of shift there is
 * @param candidates every candidate, in the order in which they were made
 * @param selected the one that takes the incumbent's place; none if the incumbent stays
 * @param labelRequests rows of the target whose labels would tell whether the nearest candidate is better; none if one was chosen, or
 *     if it is clear that none should be
 * @param skippedRecipes names of recipes that were not tried, since the time was over
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

    /** Of all trials the one that explains the target best, accepted or not; none if nothing was tried. */
    public Optional<CandidateEvaluation> bestCandidate() {
        return selected.or(() -> highestScore(candidates.stream()));
    }

    /**
     * What was seen of the {@link #bestCandidate} trial, beside the model that serves.
     *
     * @param eventIds those of the rows of the target
     * @param labels the names of the classes
     */
    public Evaluation evaluation(List<String> eventIds, List<String> labels) {
        // The first candidate is made from the model that serves, later ones perhaps from the first.
        return new Evaluation(
                candidates.stream().findFirst().flatMap(trial -> trial.evidence()
                        .servingAccuracyEstimate()),
                bestCandidate().flatMap(trial -> trial.evidence().candidateAccuracyEstimate()),
                candidates.stream().map(CandidateEvaluation::toJudgedCandidate).toList(),
                labelRequests.stream()
                        .map(row -> new LabelRequest(
                                eventIds.get(row.index()),
                                labels.get(row.servingClass()),
                                labels.get(row.candidateClass())))
                        .toList());
    }

    static Optional<CandidateEvaluation> highestScore(Stream<CandidateEvaluation> trials) {
        return trials.max(Comparator.comparingDouble(CandidateEvaluation::score));
    }

    /** What is said of the {@link #bestCandidate} trial; if nothing was tried, why. */
    public GateResult verdict() {
        return bestCandidate()
                .map(CandidateEvaluation::verdict)
                .orElseGet(() -> new GateResult(
                        "kind of shift",
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
