package io.realign.cli.feed;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.cli.watch.VoteLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The walk as a table for people: batches in order, each followed by what became of its alerts. */
final class WalkTable {
    private WalkTable() {}

    static List<String> of(List<BatchResult> results) {
        List<String> lines = new ArrayList<>();
        lines.add(FeedLines.TABLE + "batch      events  frozen v1      live  versions live");
        for (BatchResult result : results) {
            Score total = result.total();
            lines.add(String.format(
                    Locale.ROOT,
                    FeedLines.TABLE + "%-9s %7d  %7.1f %%  %6.1f %%  %s",
                    result.name(),
                    total.events(),
                    total.frozenAccuracy(),
                    total.accuracy(),
                    versions(result)));
            result.outcomes().forEach(outcome -> lines.add(FeedLines.TABLE + "         " + sentence(outcome)));
        }
        lines.add(String.format(
                Locale.ROOT,
                FeedLines.TABLE + "mean      %7d  %7.1f %%  %6.1f %%",
                results.stream().mapToLong(result -> result.total().events()).sum(),
                mean(results, Score::frozenAccuracy),
                mean(results, Score::accuracy)));
        return lines;
    }

    private static String versions(BatchResult result) {
        return result.versions().entrySet().stream()
                .map(entry ->
                        "v%d (%d)".formatted(entry.getKey(), entry.getValue().events()))
                .collect(Collectors.joining(", "));
    }

    private static String sentence(AdaptationRecord outcome) {
        String votes = VoteLine.of(outcome.votes());
        if (outcome.outcome() == Outcome.RELEASED) {
            return "v%d accepted: %s".formatted(outcome.version(), votes);
        }
        return "%s: %s [%s]".formatted(outcome.outcome().name().toLowerCase(Locale.ROOT), outcome.reason(), votes);
    }

    private static double mean(List<BatchResult> results, ToDoubleFunction<Score> accuracy) {
        return results.stream()
                .map(BatchResult::total)
                .mapToDouble(accuracy)
                .average()
                .orElse(Double.NaN);
    }
}
