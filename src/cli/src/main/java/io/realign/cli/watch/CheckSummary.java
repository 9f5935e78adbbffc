package io.realign.cli.watch;

import static java.util.stream.Collectors.joining;

import io.realign.adaptation.gate.CheckResult;
import java.util.List;
import java.util.Locale;

/** The gate's votes in one line: a plus for each that passed, a minus for each that did not. */
public final class CheckSummary {
    private CheckSummary() {}

    public static String of(List<CheckResult> votes) {
        return votes.isEmpty()
                ? "no votes"
                : votes.stream().map(CheckSummary::one).collect(joining(", "));
    }

    private static String one(CheckResult vote) {
        return String.format(
                Locale.ROOT,
                "%s %s %.3f (line %.3f)",
                vote.passed() ? "+" : "-",
                vote.name(),
                vote.value(),
                vote.threshold());
    }
}
