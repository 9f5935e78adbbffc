package io.realign.adaptation.gate;

import java.util.List;

/**
 * What a gate says of a candidate. It is accepted if every vote passed.
 *
 * @param gate the gate's name
 * @param checks all votes, the passed ones too
 */
public record GateResult(String gate, List<CheckResult> checks) {
    public GateResult {
        checks = List.copyOf(checks);
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("a verdict needs at least one vote");
        }
    }

    public boolean accepted() {
        return checks.stream().allMatch(CheckResult::passed);
    }

    /** The reasons of the votes that did not pass; empty when accepted. */
    public List<String> failureReasons() {
        return checks.stream()
                .filter(vote -> !vote.passed())
                .map(CheckResult::reason)
                .toList();
    }
}
