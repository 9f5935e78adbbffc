package io.realign.adaptation.gate;

import java.util.List;

/**
 * Result of a gate. The candidate is accepted if all checks passed.
 *
 * @param gate name of the gate
 * @param checks all checks, at least one
 */
public record GateResult(String gate, List<CheckResult> checks) {
    public GateResult {
        checks = List.copyOf(checks);
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("checks: expected at least one, got none");
        }
    }

    public boolean accepted() {
        return checks.stream().allMatch(CheckResult::passed);
    }

    /** Returns the reasons of the failed checks. */
    public List<String> failureReasons() {
        return checks.stream()
                .filter(check -> !check.passed())
                .map(CheckResult::reason)
                .toList();
    }
}
