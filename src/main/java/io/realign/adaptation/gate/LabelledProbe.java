package io.realign.adaptation.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The word of a few labelled rows of the target, which overrides the votes that do without labels: an exact one-sided
 * {@link SignTest} on the rows that only one of the two models gets right. If they are too few to decide, the other votes do.
 *
 * @param significanceLevel how often chance alone may decide for a candidate that is no better, or against one that is no worse; above 0
 *     to 0.5
 */
public record LabelledProbe(double significanceLevel) {
    private static final String NAME = "labelled probe";
    private static final double MAX_SIGNIFICANCE_LEVEL = .5;

    public LabelledProbe {
        if (!(significanceLevel > 0 && significanceLevel <= MAX_SIGNIFICANCE_LEVEL)) {
            throw new IllegalArgumentException("level: expected above 0 to 0.5, got " + significanceLevel);
        }
    }

    /**
     * The verdicts with the word of the probe.
     *
     * <p>If the candidate is better there is one more, in front, that accepts it if only its answers are numbers. If it is
     * worse there is one more, in front, and no verdict accepts it. If neither can be said, the verdicts are as before.
     * Those that are not overruled have one more vote, which says what the probe has found.
     *
     * @param withoutLabels at least one
     * @param evidence what these were made from
     */
    public List<GateResult> apply(List<GateResult> withoutLabels, Evidence evidence, ProbeEvidence probe) {
        int wins = probe.wins();
        int losses = probe.losses();
        double better = SignTest.pValue(wins, losses);
        double worse = SignTest.pValue(losses, wins);
        if (better <= significanceLevel) {
            CheckResult accepts = vote(better, true, "better: this overrides the votes without labels", wins, losses);
            List<GateResult> verdicts = new ArrayList<>(withoutLabels);
            verdicts.add(0, new GateResult(NAME, List.of(TrustRegionGate.finite(evidence), accepts)));
            return verdicts;
        }
        if (worse <= significanceLevel) {
            CheckResult refuses = vote(worse, false, "worse: this overrides the votes without labels", wins, losses);
            List<GateResult> verdicts = with(refuses, withoutLabels);
            verdicts.add(0, new GateResult(NAME, List.of(refuses)));
            return verdicts;
        }
        String undecided = "too few to tell: the votes without labels decide";
        return with(vote(Math.min(better, worse), true, undecided, wins, losses), withoutLabels);
    }

    /** Whether it is the probe's own verdict, which it has only where labels decide. */
    static boolean isProbeResult(GateResult verdict) {
        return verdict.gate().equals(NAME);
    }

    private CheckResult vote(double p, boolean passed, String says, int wins, int losses) {
        String reason = String.format(
                Locale.ROOT,
                "of the labelled rows %d are named rightly by the candidate alone and %d by the incumbent alone; by chance"
                        + " with p %.3f, expected at most %.3f: %s",
                wins,
                losses,
                p,
                significanceLevel,
                says);
        return new CheckResult(NAME, p, significanceLevel, passed, reason);
    }

    private static List<GateResult> with(CheckResult vote, List<GateResult> verdicts) {
        List<GateResult> more = new ArrayList<>();
        for (GateResult verdict : verdicts) {
            List<CheckResult> votes = new ArrayList<>(verdict.checks());
            votes.add(vote);
            more.add(new GateResult(verdict.gate(), votes));
        }
        return more;
    }
}
