package io.realign.lab.suite;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.GateResult;
import io.realign.adaptation.gate.TrustRegionGate;
import io.realign.adaptation.gate.TrustRegionThresholds;
import io.realign.learning.selection.CandidateEvaluation;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gain of a candidate and its gate checks.
 *
 * @param run task, window, seed and target of the selection, separated by commas
 * @param recipe training recipe
 * @param gain change of accuracy relative to the serving model, in percentage points
 * @param score selection score
 * @param accepted whether a gate accepts it
 * @param checks result of each check and each gate, by name
 */
record CandidateOutcome(
        String run, String recipe, double gain, double score, boolean accepted, Map<String, Boolean> checks) {
    static final String HEADER = "task,window,seed,target,recipe,gain,score,accepted,failed_checks";

    /** A candidate is harmful if its accuracy is lower than that of the serving model by more than this number of percentage points. */
    private static final double HARM_POINTS = 2;

    private static final TrustRegionGate GATE = new TrustRegionGate(TrustRegionThresholds.DEFAULT);

    static CandidateOutcome of(String run, CandidateEvaluation candidate, double gain) {
        Map<String, Boolean> checks = new TreeMap<>();
        putResults(GATE.evaluate(candidate.evidence()), checks);
        candidate.gateResults().forEach(result -> putResults(result, checks));
        return new CandidateOutcome(
                run,
                candidate.recipe().name(),
                gain,
                candidate.selectionScore(),
                candidate.decidingGateResult().accepted(),
                checks);
    }

    private static void putResults(GateResult result, Map<String, Boolean> checks) {
        checks.put(result.gate(), result.accepted());
        for (CheckResult check : result.checks()) {
            checks.put(check.name(), check.passed());
        }
    }

    /** Whether a check or a gate passed; false if it was not applicable. */
    boolean passes(String check) {
        return checks.getOrDefault(check, false);
    }

    boolean harmful() {
        return gain < -HARM_POINTS;
    }

    String toCsv() {
        return String.join(
                ",",
                run,
                recipe,
                Double.toString(gain),
                Double.toString(score),
                Boolean.toString(accepted),
                String.join(
                        ";",
                        checks.entrySet().stream()
                                .filter(check -> !check.getValue())
                                .map(Map.Entry::getKey)
                                .toList()));
    }
}
