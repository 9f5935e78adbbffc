package io.realign.adaptation.gate;

import io.realign.event.Preconditions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides whether the rejection of a candidate is inconclusive, and which labels would resolve it. A candidate that
 * disagrees with the serving model on a large part of the window is either much better or much worse.
 *
 * @param minAgreement agreement with the serving model on the window below which labels are requested, 0 to 1
 */
public record LabelRequestPolicy(double minAgreement) {
    /** A person can label 20 events in a few minutes. Five labels in favour of one model are decisive. */
    public static final int MAX_REQUESTS = 20;

    public LabelRequestPolicy {
        Preconditions.requireFraction("minAgreement", minAgreement);
    }

    /**
     * Selects the rows whose labels would be most informative: the models predict different classes and are both
     * confident. The rows are in descending order of the lower confidence.
     *
     * @param rejection result of the gate that rejected the candidate
     * @param evidence evidence on which the result is based
     * @return at most {@link #MAX_REQUESTS} rows; none if the rejection is conclusive
     */
    public List<Disagreement> select(GateResult rejection, Evidence evidence) {
        return isApplicable(rejection, evidence) ? mostConfident(evidence) : List.of();
    }

    private boolean isApplicable(GateResult rejection, Evidence evidence) {
        if (LabelledProbeTest.isProbeResult(rejection)) {
            return false;
        }
        return GateChecks.agreement(evidence.candidateOnWindow(), evidence.servingOnWindow()) < minAgreement
                || evidence.holdOutLabels().length == 0
                || rejection.checks().stream()
                        .anyMatch(check -> check.name().equals(GateChecks.LDA_AGREEMENT) && !check.passed());
    }

    private static List<Disagreement> mostConfident(Evidence evidence) {
        int[] serving = PredictedClasses.of(evidence.servingOnWindow()).classes();
        int[] candidate = PredictedClasses.of(evidence.candidateOnWindow()).classes();
        List<Disagreement> disagreements = new ArrayList<>();
        for (int row = 0; row < serving.length; row++) {
            boolean bothPredicted = serving[row] != PredictedClasses.NONE && candidate[row] != PredictedClasses.NONE;
            if (bothPredicted && serving[row] != candidate[row]) {
                disagreements.add(new Disagreement(row, serving[row], candidate[row]));
            }
        }
        // The sort is stable: rows of equal confidence keep their order.
        disagreements.sort(Comparator.comparingDouble((Disagreement row) -> lowerConfidence(row, evidence))
                .reversed());
        return List.copyOf(disagreements.subList(0, Math.min(MAX_REQUESTS, disagreements.size())));
    }

    private static double lowerConfidence(Disagreement row, Evidence evidence) {
        return Math.min(
                evidence.servingOnWindow()[row.index()][row.servingClass()],
                evidence.candidateOnWindow()[row.index()][row.candidateClass()]);
    }
}
