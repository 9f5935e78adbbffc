package io.realign.adaptation;

import java.util.List;

/**
 * What a gate says of a candidate. It is accepted if every vote passed.
 *
 * @param gate the gate's name
 * @param votes all votes, the passed ones too
 */
public record Verdict(String gate, List<Vote> votes) {
    public Verdict {
        votes = List.copyOf(votes);
        if (votes.isEmpty()) {
            throw new IllegalArgumentException("a verdict needs at least one vote");
        }
    }

    public boolean accepted() {
        return votes.stream().allMatch(Vote::passed);
    }

    /** The reasons of the votes that did not pass; empty when accepted. */
    public List<String> refusals() {
        return votes.stream().filter(vote -> !vote.passed()).map(Vote::reason).toList();
    }
}
