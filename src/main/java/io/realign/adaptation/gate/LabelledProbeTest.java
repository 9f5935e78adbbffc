package io.realign.adaptation.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Overrides the gates with the labelled probe, a small set of labelled target rows. An exact one-sided {@link SignTest}
 * uses the rows that only one of the two models classifies correctly. If the test is inconclusive, the gates decide.
 *
 * @param significanceLevel significance level of the test, above 0 and at most 0.5
 */
public record LabelledProbeTest(double significanceLevel) {
    private static final String NAME = "labelled probe";
    private static final double MAX_SIGNIFICANCE_LEVEL = .5;

    public LabelledProbeTest {
        if (!(significanceLevel > 0 && significanceLevel <= MAX_SIGNIFICANCE_LEVEL)) {
            throw new IllegalArgumentException(
                    "significanceLevel: expected a number above 0 and at most 0.5, got " + significanceLevel);
        }
    }

    /**
     * Applies the probe to the results of the gates.
     *
     * <ul>
     *   <li>If the candidate is better, the first result is a new one that accepts it if its probabilities are finite.
     *   <li>If the candidate is worse, the first result is a new one that rejects it, and all other results get
     *       a failed check.
     *   <li>If the test is inconclusive, all results get a passed check.
     * </ul>
     *
     * @param gateResults at least one result
     * @param evidence evidence on which the results are based
     */
    public List<GateResult> apply(List<GateResult> gateResults, Evidence evidence, ProbeEvidence probe) {
        int wins = probe.wins();
        int losses = probe.losses();
        double pValueBetter = SignTest.pValue(wins, losses);
        double pValueWorse = SignTest.pValue(losses, wins);
        if (pValueBetter <= significanceLevel) {
            CheckResult check = check(pValueBetter, true, "the candidate is better: overrides the gates", wins, losses);
            List<GateResult> results = new ArrayList<>(gateResults);
            results.add(0, new GateResult(NAME, List.of(GateChecks.finite(evidence), check)));
            return results;
        }
        if (pValueWorse <= significanceLevel) {
            CheckResult check = check(pValueWorse, false, "the candidate is worse: overrides the gates", wins, losses);
            List<GateResult> results = withCheck(check, gateResults);
            results.add(0, new GateResult(NAME, List.of(check)));
            return results;
        }
        String conclusion = "inconclusive: the gates decide";
        return withCheck(check(Math.min(pValueBetter, pValueWorse), true, conclusion, wins, losses), gateResults);
    }

    /** Whether the labelled probe decided the result. */
    static boolean isProbeResult(GateResult result) {
        return result.gate().equals(NAME);
    }

    private CheckResult check(double pValue, boolean passed, String conclusion, int wins, int losses) {
        String reason = String.format(
                Locale.ROOT,
                "%d labelled rows are correct for the candidate only and %d for the serving model only, p-value %.3f,"
                        + " expected at most %.3f: %s",
                wins,
                losses,
                pValue,
                significanceLevel,
                conclusion);
        return new CheckResult(NAME, pValue, significanceLevel, passed, reason);
    }

    private static List<GateResult> withCheck(CheckResult check, List<GateResult> results) {
        List<GateResult> extended = new ArrayList<>();
        for (GateResult result : results) {
            List<CheckResult> checks = new ArrayList<>(result.checks());
            checks.add(check);
            extended.add(new GateResult(result.gate(), checks));
        }
        return extended;
    }
}
