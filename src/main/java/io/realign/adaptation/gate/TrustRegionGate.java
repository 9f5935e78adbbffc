package io.realign.adaptation.gate;

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
public record TrustRegionGate(TrustRegionThresholds thresholds) {
    /** Shares are quotients of counts; a candidate exactly on the line must not fail by rounding. */
    private static final double ROUNDING = 1e-9;

    static final String LDA_AGREEMENT = "unlike learners";

    private static final String TRUST_REGION = "trust region";
    private static final String UNTRAINED = "untrained";

    /** Judges the candidate; every vote is cast, also after one has failed. */
    public GateResult evaluate(Evidence evidence) {
        PredictedClasses incumbent = PredictedClasses.of(evidence.servingTarget());
        PredictedClasses candidate = PredictedClasses.of(evidence.candidateTarget());
        List<CheckResult> votes = new ArrayList<>();
        votes.add(finite(evidence));
        votes.add(holdOut(evidence, thresholds.maxHoldOutDrop()));
        votes.add(agreement(incumbent, candidate));
        votes.add(shares(incumbent, candidate));
        votes.add(density(evidence));
        if (evidence.hasLdaEnsemble()) {
            votes.add(ldaAgreement("incumbent", evidence.servingTarget(), evidence, thresholds.minLearnerAgreement()));
        }
        return new GateResult(TRUST_REGION, votes);
    }

    /**
     * Judges the incumbent's own network behind other means and deviations, or with other shares of the classes. How far
     * its answers move says nothing: where features have moved, those of the incumbent are wrong in as many places. An
     * unlike learner sees the window by its own statistics too, so the two have to see the same.
     *
     * @param gain by how much the new answers explain the target better than the incumbent's: the difference of the log
     *     likelihoods of a row, in the mean; empty where nobody can say
     */
    public GateResult evaluateUntrained(Evidence evidence, OptionalDouble gain) {
        List<CheckResult> votes = new ArrayList<>();
        votes.add(finite(evidence));
        gain.ifPresent(known -> votes.add(likelihood(known)));
        if (evidence.hasLdaEnsemble()) {
            votes.add(
                    ldaAgreement("candidate", evidence.candidateTarget(), evidence, thresholds.minLearnerAgreement()));
        }
        return new GateResult(UNTRAINED, votes);
    }

    /** Where two learners of the same source see different things, nobody knows who is right. */
    static CheckResult ldaAgreement(String who, float[][] answers, Evidence evidence, double common) {
        return atLeast(
                LDA_AGREEMENT,
                agreementShare(answers, evidence.ldaTarget()),
                common,
                "share of the window on which " + who + " and unlike learner name the same class");
    }

    /** The share of rows of which both name the same class; 0 of none. */
    static double agreementShare(float[][] one, float[][] other) {
        return PredictedClasses.of(one).countAgreeing(PredictedClasses.of(other).classes())
                / (double) Math.max(1, one.length);
    }

    static CheckResult likelihood(double gain) {
        return atLeast("likelihood", gain, 0, "log likelihood of a row of the window, over the incumbent's");
    }

    private static CheckResult density(Evidence evidence) {
        int rows = evidence.candidateTarget().length;
        double gain =
                NeighbourhoodDensity.of(evidence.candidateTarget()) - NeighbourhoodDensity.of(evidence.servingTarget());
        if (Double.isNaN(gain)) {
            String reason = rows == 0
                    ? "the target window is empty"
                    : "the density of the answers cannot be told: a single row, or one that is not a number";
            return new CheckResult("density", -1, 0, false, reason);
        }
        return atLeast("density", gain, 0, "density of the answers to the window, over the incumbent's");
    }

    static CheckResult finite(Evidence evidence) {
        int missing = PredictedClasses.of(evidence.candidateTarget()).countMissing()
                + PredictedClasses.of(evidence.candidateHoldOut()).countMissing();
        return atMost("finite", missing, 0, "rows for which the candidate's probabilities are not numbers");
    }

    /** @param drop how much less of the hold-out the candidate may get right */
    static CheckResult holdOut(Evidence evidence, double drop) {
        int rows = evidence.holdOutLabels().length;
        double threshold = -drop;
        if (rows == 0) {
            return new CheckResult("source hold-out", -1, threshold, false, "no source rows are held out to judge by");
        }
        int before = PredictedClasses.of(evidence.servingHoldOut()).countAgreeing(evidence.holdOutLabels());
        int after = PredictedClasses.of(evidence.candidateHoldOut()).countAgreeing(evidence.holdOutLabels());
        return atLeast(
                "source hold-out",
                (after - before) / (double) rows,
                threshold,
                "change of accuracy on held-out source rows");
    }

    private CheckResult agreement(PredictedClasses incumbent, PredictedClasses candidate) {
        int rows = incumbent.classes().length;
        if (rows == 0) {
            return new CheckResult("agreement", 0, thresholds.minAgreement(), false, "the target window is empty");
        }
        double share = candidate.countAgreeing(incumbent.classes()) / (double) rows;
        return atLeast(
                "agreement", share, thresholds.minAgreement(), "share of the window on which both name the same class");
    }

    private CheckResult shares(PredictedClasses incumbent, PredictedClasses candidate) {
        int rows = incumbent.classes().length;
        if (rows == 0) {
            return new CheckResult(
                    "class shares", 1, thresholds.maxClassShareChange(), false, "the target window is empty");
        }
        return atMost(
                "class shares",
                candidate.totalVariation(incumbent),
                thresholds.maxClassShareChange(),
                "total variation of the predicted class shares");
    }

    static CheckResult atLeast(String name, double value, double threshold, String what) {
        return vote(name, value, threshold, value >= threshold - ROUNDING, "at least", what);
    }

    private static CheckResult atMost(String name, double value, double threshold, String what) {
        return vote(name, value, threshold, value <= threshold + ROUNDING, "at most", what);
    }

    private static CheckResult vote(
            String name, double value, double threshold, boolean passed, String side, String what) {
        String reason = String.format(Locale.ROOT, "%s: %.3f, expected %s %.3f", what, value, side, threshold);
        return new CheckResult(name, value, threshold, passed, reason);
    }
}
