package io.realign.lab.suite;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.GateResult;
import io.realign.adaptation.gate.TrustRegionGate;
import io.realign.adaptation.gate.TrustRegionThresholds;
import io.realign.learning.portfolio.CandidateEvaluation;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of one candidate, and what each vote said of it beforehand.
 *
 * @param run whose candidates compete: suite, window, seed and target
 * @param recipe by which it was made
 * @param gain change of accuracy against the incumbent, in points
 * @param score by which accepted ones are chosen among
 * @param accepted whether it could have been released
 * @param checks by name, and each gate's word as a whole
 */
record CandidateOutcome(
        String run, String recipe, double gain, double score, boolean accepted, Map<String, Boolean> checks) {
    static final String HEADER = "suite,window,seed,target,recipe,gain,score,accepted,votes_against";

    /** More points than this below the incumbent are harm. */
    private static final double HARM = 2;

    private static final TrustRegionGate GATE = new TrustRegionGate(TrustRegionThresholds.DEFAULT);

    static CandidateOutcome of(String episode, CandidateEvaluation trial, double gain) {
        Map<String, Boolean> votes = new TreeMap<>();
        note(GATE.evaluate(trial.evidence()), votes);
        trial.verdicts().forEach(verdict -> note(verdict, votes));
        return new CandidateOutcome(
                episode,
                trial.recipe().name(),
                gain,
                trial.score(),
                trial.verdict().accepted(),
                votes);
    }

    private static void note(GateResult verdict, Map<String, Boolean> votes) {
        votes.put(verdict.gate(), verdict.accepted());
        for (CheckResult vote : verdict.checks()) {
            votes.put(vote.name(), vote.passed());
        }
    }

    /** A vote that nobody could cast is none for the candidate. */
    boolean passes(String vote) {
        return checks.getOrDefault(vote, false);
    }

    boolean harmful() {
        return gain < -HARM;
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
                                .filter(vote -> !vote.getValue())
                                .map(Map.Entry::getKey)
                                .toList()));
    }
}
