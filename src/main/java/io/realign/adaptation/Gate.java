package io.realign.adaptation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Says whether a candidate may replace the incumbent. Pure: the same evidence gets the same verdict, and where there is
 * nothing to look at the candidate is refused.
 *
 * @param thresholds how far a candidate may go
 */
public record Gate(GateThresholds thresholds) {
    /** Shares are quotients of counts; a candidate exactly on the line must not fail by rounding. */
    private static final double ROUNDING = 1e-9;

    static final String UNLIKE = "unlike learners";

    private static final String TRUST_REGION = "trust region";
    private static final String UNTRAINED = "untrained";

    /** Judges the candidate; every vote is cast, also after one has failed. */
    public Verdict judge(Evidence evidence) {
        Answers incumbent = Answers.of(evidence.incumbentTarget());
        Answers candidate = Answers.of(evidence.candidateTarget());
        List<Vote> votes = new ArrayList<>();
        votes.add(finite(evidence));
        votes.add(holdOut(evidence, thresholds.holdOutDrop()));
        votes.add(agreement(incumbent, candidate));
        votes.add(shares(incumbent, candidate));
        votes.add(density(evidence));
        if (evidence.hasUnlike()) {
            votes.add(unlike("incumbent", evidence.incumbentTarget(), evidence, thresholds.common()));
        }
        return new Verdict(TRUST_REGION, votes);
    }

    /**
     * Judges the incumbent's own network behind other means and deviations, or with other shares of the classes. How far
     * its answers move says nothing: where features have moved, those of the incumbent are wrong in as many places. An
     * unlike learner sees the window by its own statistics too, so the two have to see the same.
     *
     * @param gain by how much the new answers explain the target better than the incumbent's: the difference of the log
     *     likelihoods of a row, in the mean; empty where nobody can say
     */
    public Verdict untrained(Evidence evidence, OptionalDouble gain) {
        List<Vote> votes = new ArrayList<>();
        votes.add(finite(evidence));
        gain.ifPresent(known -> votes.add(likelihood(known)));
        if (evidence.hasUnlike()) {
            votes.add(unlike("candidate", evidence.candidateTarget(), evidence, thresholds.common()));
        }
        return new Verdict(UNTRAINED, votes);
    }

    /** Where two learners of the same source see different things, nobody knows who is right. */
    static Vote unlike(String who, float[][] answers, Evidence evidence, double common) {
        return atLeast(
                UNLIKE,
                agreeing(answers, evidence.unlikeTarget()),
                common,
                "share of the window on which " + who + " and unlike learner name the same class");
    }

    /** The share of rows of which both name the same class; 0 of none. */
    static double agreeing(float[][] one, float[][] other) {
        return Answers.of(one).agreeing(Answers.of(other).classes()) / (double) Math.max(1, one.length);
    }

    static Vote likelihood(double gain) {
        return atLeast("likelihood", gain, 0, "log likelihood of a row of the window, over the incumbent's");
    }

    private static Vote density(Evidence evidence) {
        int rows = evidence.candidateTarget().length;
        double gain = NeighbourhoodDensity.of(evidence.candidateTarget())
                - NeighbourhoodDensity.of(evidence.incumbentTarget());
        if (Double.isNaN(gain)) {
            String reason = rows == 0
                    ? "the target window is empty"
                    : "the density of the answers cannot be told: a single row, or one that is not a number";
            return new Vote("density", -1, 0, false, reason);
        }
        return atLeast("density", gain, 0, "density of the answers to the window, over the incumbent's");
    }

    static Vote finite(Evidence evidence) {
        int missing = Answers.of(evidence.candidateTarget()).missing()
                + Answers.of(evidence.candidateHoldOut()).missing();
        return atMost("finite", missing, 0, "rows for which the candidate's probabilities are not numbers");
    }

    /** @param drop how much less of the hold-out the candidate may get right */
    static Vote holdOut(Evidence evidence, double drop) {
        int rows = evidence.holdOutLabels().length;
        double threshold = -drop;
        if (rows == 0) {
            return new Vote("source hold-out", -1, threshold, false, "no source rows are held out to judge by");
        }
        int before = Answers.of(evidence.incumbentHoldOut()).agreeing(evidence.holdOutLabels());
        int after = Answers.of(evidence.candidateHoldOut()).agreeing(evidence.holdOutLabels());
        return atLeast(
                "source hold-out",
                (after - before) / (double) rows,
                threshold,
                "change of accuracy on held-out source rows");
    }

    private Vote agreement(Answers incumbent, Answers candidate) {
        int rows = incumbent.classes().length;
        if (rows == 0) {
            return new Vote("agreement", 0, thresholds.agreement(), false, "the target window is empty");
        }
        double share = candidate.agreeing(incumbent.classes()) / (double) rows;
        return atLeast(
                "agreement", share, thresholds.agreement(), "share of the window on which both name the same class");
    }

    private Vote shares(Answers incumbent, Answers candidate) {
        int rows = incumbent.classes().length;
        if (rows == 0) {
            return new Vote("class shares", 1, thresholds.shareChange(), false, "the target window is empty");
        }
        return atMost(
                "class shares",
                candidate.variation(incumbent),
                thresholds.shareChange(),
                "total variation of the predicted class shares");
    }

    static Vote atLeast(String name, double value, double threshold, String what) {
        return vote(name, value, threshold, value >= threshold - ROUNDING, "at least", what);
    }

    private static Vote atMost(String name, double value, double threshold, String what) {
        return vote(name, value, threshold, value <= threshold + ROUNDING, "at most", what);
    }

    private static Vote vote(String name, double value, double threshold, boolean passed, String side, String what) {
        String reason = String.format(Locale.ROOT, "%s: %.3f, expected %s %.3f", what, value, side, threshold);
        return new Vote(name, value, threshold, passed, reason);
    }
}
