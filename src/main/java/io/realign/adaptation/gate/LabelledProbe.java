package io.realign.adaptation.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Overrides the gates by a few labelled target rows: an exact one-sided {@link SignTest} on the rows that only one of
 * the two models classifies correctly. If the test is inconclusive, the gates decide.
 *
 * @param significanceLevel significance level of the test, above 0 to 0.5
 */
public record LabelledProbe(double significanceLevel) {
    private static final String NAME = "labelled probe";
    private static final double MAX_SIGNIFICANCE_LEVEL = .5;

    public LabelledProbe {
        if (!(significanceLevel > 0 && significanceLevel <= MAX_SIGNIFICANCE_LEVEL)) {
            throw new IllegalArgumentException("significanceLevel: expected above 0 to 0.5, got " + significanceLevel);
        }
    }

    /**
     * Applies the probe to the results of the gates.
     *
     * <p>If the candidate is better, a result is inserted in front that accepts it if its probabilities are finite. If
     * it is worse, a rejecting result is inserted in front and a failed check is added to all others. If the test is
     * inconclusive, a passed check is added to all results.
     *
     * @param gateResults at least one result
     * @param evidence evidence of these results
     */
    public List<GateResult> apply(List<GateResult> gateResults, Evidence evidence, ProbeEvidence probe) {
        int wins = probe.wins();
        int losses = probe.losses();
        double better = SignTest.pValue(wins, losses);
        double worse = SignTest.pValue(losses, wins);
        if (better <= significanceLevel) {
            CheckResult check = check(better, true, "the candidate is better: overrides the gates", wins, losses);
            List<GateResult> results = new ArrayList<>(gateResults);
            results.add(0, new GateResult(NAME, List.of(GateChecks.finite(evidence), check)));
            return results;
        }
        if (worse <= significanceLevel) {
            CheckResult check = check(worse, false, "the candidate is worse: overrides the gates", wins, losses);
            List<GateResult> results = with(check, gateResults);
            results.add(0, new GateResult(NAME, List.of(check)));
            return results;
        }
        String conclusion = "inconclusive: the gates decide";
        return with(check(Math.min(better, worse), true, conclusion, wins, losses), gateResults);
    }

    /** Whether the result was decided by labels. */
    static boolean isProbeResult(GateResult result) {
        return result.gate().equals(NAME);
    }

    private CheckResult check(double p, boolean passed, String conclusion, int wins, int losses) {
        String reason = String.format(
                Locale.ROOT,
                "%d labelled rows are correct for the candidate only and %d for the serving model only, p-value %.3f,"
                        + " expected at most %.3f: %s",
                wins,
                losses,
                p,
                significanceLevel,
                conclusion);
        return new CheckResult(NAME, p, significanceLevel, passed, reason);
    }

    private static List<GateResult> with(CheckResult check, List<GateResult> results) {
        List<GateResult> extended = new ArrayList<>();
        for (GateResult result : results) {
            List<CheckResult> checks = new ArrayList<>(result.checks());
            checks.add(check);
            extended.add(new GateResult(result.gate(), checks));
        }
        return extended;
    }
}
