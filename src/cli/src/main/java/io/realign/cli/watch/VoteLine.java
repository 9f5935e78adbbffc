package io.realign.cli.watch;

import static java.util.stream.Collectors.joining;

import io.realign.adaptation.Vote;
import java.util.List;
import java.util.Locale;

/** The gate's votes in one line: a plus for each that passed, a minus for each that did not. */
public final class VoteLine {
    private VoteLine() {}

    public static String of(List<Vote> votes) {
        return votes.isEmpty() ? "no votes" : votes.stream().map(VoteLine::one).collect(joining(", "));
    }

    private static String one(Vote vote) {
        return String.format(
                Locale.ROOT,
                "%s %s %.3f (line %.3f)",
                vote.passed() ? "+" : "-",
                vote.name(),
                vote.value(),
                vote.threshold());
    }
}
