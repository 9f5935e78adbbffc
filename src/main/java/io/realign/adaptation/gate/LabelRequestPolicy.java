package io.realign.adaptation.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When a refusal says only that nobody knows, and which labels would help. A candidate that answers much of the window in
 * another way is either much better or much worse.
 *
 * @param minAgreement the share of the window, 0 to 1, on which both must name the same class; below it labels are asked for
 */
public record LabelRequestPolicy(double minAgreement) {
    /** So many labels a person gives in a few minutes, and five that all speak for one side decide. */
    public static final int MAX_REQUESTS = 20;

    public LabelRequestPolicy {
        TrustRegionThresholds.requireFraction("agreement", minAgreement);
    }

    /**
     * The rows whose labels would tell most, those first of which both models are surest. Where a person labels them, one of the
     * two is shown to be wrong about what it is sure of.
     *
     * @param refusal of the candidate
     * @param evidence by which it was refused
     * @return at most {@link #MAX_REQUESTS}; none if the refusal leaves no doubt
     */
    public List<Disagreement> select(GateResult refusal, Evidence evidence) {
        return isApplicable(refusal, evidence) ? mostConfident(evidence) : List.of();
    }

    private boolean isApplicable(GateResult refusal, Evidence evidence) {
        if (LabelledProbe.isProbeResult(refusal)) {
            return false;
        }
        return TrustRegionGate.agreementShare(evidence.candidateTarget(), evidence.servingTarget()) < minAgreement
                || evidence.holdOutLabels().length == 0
                || refusal.checks().stream()
                        .anyMatch(vote -> vote.name().equals(TrustRegionGate.LDA_AGREEMENT) && !vote.passed());
    }

    private static List<Disagreement> mostConfident(Evidence evidence) {
        int[] incumbent = PredictedClasses.of(evidence.servingTarget()).classes();
        int[] candidate = PredictedClasses.of(evidence.candidateTarget()).classes();
        List<Disagreement> apart = new ArrayList<>();
        for (int row = 0; row < incumbent.length; row++) {
            boolean answered = incumbent[row] != PredictedClasses.NONE && candidate[row] != PredictedClasses.NONE;
            if (answered && incumbent[row] != candidate[row]) {
                apart.add(new Disagreement(row, incumbent[row], candidate[row]));
            }
        }
        // The sort is stable, so rows of which both are equally sure stay in their order.
        apart.sort(Comparator.comparingDouble((Disagreement one) -> lowerConfidence(one, evidence))
                .reversed());
        return List.copyOf(apart.subList(0, Math.min(MAX_REQUESTS, apart.size())));
    }

    /** Both are at least so sure of their answers. */
    private static double lowerConfidence(Disagreement one, Evidence evidence) {
        return Math.min(
                evidence.servingTarget()[one.index()][one.servingClass()],
                evidence.candidateTarget()[one.index()][one.candidateClass()]);
    }
}
