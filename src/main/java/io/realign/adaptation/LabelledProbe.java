package io.realign.adaptation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The word of a few labelled rows of the target, which overrides the votes that do without labels: an exact one-sided
 * {@link SignTest} on the rows that only one of the two models gets right. If they are too few to decide, the other votes do.
 *
 * @param level how often chance alone may decide for a candidate that is no better, or against one that is no worse; above 0
 *     to 0.5
 */
public record LabelledProbe(double level) {
    private static final String NAME = "labelled probe";
    private static final double HIGHEST_LEVEL = .5;

    public LabelledProbe {
        if (!(level > 0 && level <= HIGHEST_LEVEL)) {
            throw new IllegalArgumentException("level: expected above 0 to 0.5, got " + level);
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
    public List<Verdict> override(List<Verdict> withoutLabels, Evidence evidence, ProbeEvidence probe) {
        int wins = probe.wins();
        int losses = probe.losses();
        double better = SignTest.p(wins, losses);
        double worse = SignTest.p(losses, wins);
        if (better <= level) {
            Vote accepts = vote(better, true, "better: this overrides the votes without labels", wins, losses);
            List<Verdict> verdicts = new ArrayList<>(withoutLabels);
            verdicts.add(0, new Verdict(NAME, List.of(Gate.finite(evidence), accepts)));
            return verdicts;
        }
        if (worse <= level) {
            Vote refuses = vote(worse, false, "worse: this overrides the votes without labels", wins, losses);
            List<Verdict> verdicts = with(refuses, withoutLabels);
            verdicts.add(0, new Verdict(NAME, List.of(refuses)));
            return verdicts;
        }
        String undecided = "too few to tell: the votes without labels decide";
        return with(vote(Math.min(better, worse), true, undecided, wins, losses), withoutLabels);
    }

    /** Whether it is the probe's own verdict, which it has only where labels decide. */
    static boolean spokeIn(Verdict verdict) {
        return verdict.gate().equals(NAME);
    }

    private Vote vote(double p, boolean passed, String says, int wins, int losses) {
        String reason = String.format(
                Locale.ROOT,
                "of the labelled rows %d are named rightly by the candidate alone and %d by the incumbent alone; by chance"
                        + " with p %.3f, expected at most %.3f: %s",
                wins,
                losses,
                p,
                level,
                says);
        return new Vote(NAME, p, level, passed, reason);
    }

    private static List<Verdict> with(Vote vote, List<Verdict> verdicts) {
        List<Verdict> more = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            List<Vote> votes = new ArrayList<>(verdict.votes());
            votes.add(vote);
            more.add(new Verdict(verdict.gate(), votes));
        }
        return more;
    }
}
