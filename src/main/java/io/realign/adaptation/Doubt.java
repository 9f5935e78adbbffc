package io.realign.adaptation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When a refusal says only that nobody knows, and which labels would help. A candidate that answers much of the window in
 * another way is either much better or much worse.
 *
 * @param agreement the share of the window, 0 to 1, on which both must name the same class; below it labels are asked for
 */
public record Doubt(double agreement) {
    /** So many labels a person gives in a few minutes, and five that all speak for one side decide. */
    public static final int MOST_ROWS = 20;

    public Doubt {
        GateThresholds.requireShare("agreement", agreement);
    }

    /**
     * The rows whose labels would tell most, those first of which both models are surest. Where a person labels them, one of the
     * two is shown to be wrong about what it is sure of.
     *
     * @param refusal of the candidate
     * @param evidence by which it was refused
     * @return at most {@link #MOST_ROWS}; none if the refusal leaves no doubt
     */
    public List<Disagreement> asks(Verdict refusal, Evidence evidence) {
        return arises(refusal, evidence) ? surest(evidence) : List.of();
    }

    private boolean arises(Verdict refusal, Evidence evidence) {
        if (LabelledProbe.spokeIn(refusal)) {
            return false;
        }
        return Gate.agreeing(evidence.candidateTarget(), evidence.incumbentTarget()) < agreement
                || evidence.holdOutLabels().length == 0
                || refusal.votes().stream().anyMatch(vote -> vote.name().equals(Gate.UNLIKE) && !vote.passed());
    }

    private static List<Disagreement> surest(Evidence evidence) {
        int[] incumbent = Answers.of(evidence.incumbentTarget()).classes();
        int[] candidate = Answers.of(evidence.candidateTarget()).classes();
        List<Disagreement> apart = new ArrayList<>();
        for (int row = 0; row < incumbent.length; row++) {
            boolean answered = incumbent[row] != Answers.NONE && candidate[row] != Answers.NONE;
            if (answered && incumbent[row] != candidate[row]) {
                apart.add(new Disagreement(row, incumbent[row], candidate[row]));
            }
        }
        // The sort is stable, so rows of which both are equally sure stay in their order.
        apart.sort(Comparator.comparingDouble((Disagreement one) -> lessSure(one, evidence))
                .reversed());
        return List.copyOf(apart.subList(0, Math.min(MOST_ROWS, apart.size())));
    }

    /** Both are at least so sure of their answers. */
    private static double lessSure(Disagreement one, Evidence evidence) {
        return Math.min(
                evidence.incumbentTarget()[one.row()][one.incumbent()],
                evidence.candidateTarget()[one.row()][one.candidate()]);
    }
}
