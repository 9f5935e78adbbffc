package io.realign.cli.watch;

import static java.util.stream.Collectors.joining;

import io.realign.adaptation.gate.CheckResult;
import java.util.List;
import java.util.Locale;

/** Formats gate checks in one line: {@code +} for a passed check, {@code -} for a failed one. */
public final class CheckSummary {
    private CheckSummary() {}

    public static String of(List<CheckResult> checks) {
        return checks.isEmpty()
                ? "no checks"
                : checks.stream().map(CheckSummary::format).collect(joining(", "));
    }

    private static String format(CheckResult check) {
        return String.format(
                Locale.ROOT,
                "%s %s %.3f (threshold %.3f)",
                check.passed() ? "+" : "-",
                check.name(),
                check.value(),
                check.threshold());
    }
}
