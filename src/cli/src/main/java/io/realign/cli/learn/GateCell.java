package io.realign.cli.learn;

import io.realign.adaptation.Gate;
import io.realign.adaptation.GateThresholds;
import io.realign.adaptation.Verdict;
import io.realign.adaptation.Vote;
import io.realign.learning.portfolio.Trial;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of one candidate, and what each vote said of it beforehand.
 *
 * @param episode whose candidates compete: suite, window, seed and target
 * @param recipe by which it was made
 * @param gain change of accuracy against the incumbent, in points
 * @param score by which accepted ones are chosen among
 * @param accepted whether it could have been released
 * @param votes by name, and each gate's word as a whole
 */
record GateCell(
        String episode, String recipe, double gain, double score, boolean accepted, Map<String, Boolean> votes) {
    static final String HEADER = "suite,window,seed,target,recipe,gain,score,accepted,votes_against";

    /** More points than this below the incumbent are harm. */
    private static final double HARM = 2;

    private static final Gate GATE = new Gate(GateThresholds.DEFAULT);

    static GateCell of(String episode, Trial trial, double gain) {
        Map<String, Boolean> votes = new TreeMap<>();
        note(GATE.judge(trial.evidence()), votes);
        trial.verdicts().forEach(verdict -> note(verdict, votes));
        return new GateCell(
                episode,
                trial.recipe().name(),
                gain,
                trial.score(),
                trial.verdict().accepted(),
                votes);
    }

    private static void note(Verdict verdict, Map<String, Boolean> votes) {
        votes.put(verdict.gate(), verdict.accepted());
        for (Vote vote : verdict.votes()) {
            votes.put(vote.name(), vote.passed());
        }
    }

    /** A vote that nobody could cast is none for the candidate. */
    boolean passes(String vote) {
        return votes.getOrDefault(vote, false);
    }

    boolean harmful() {
        return gain < -HARM;
    }

    String line() {
        return String.join(
                ",",
                episode,
                recipe,
                Double.toString(gain),
                Double.toString(score),
                Boolean.toString(accepted),
                String.join(
                        ";",
                        votes.entrySet().stream()
                                .filter(vote -> !vote.getValue())
                                .map(Map.Entry::getKey)
                                .toList()));
    }
}
