package io.realign.cli.feed;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.cli.watch.CheckSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The results as a table: one row per batch, followed by the outcomes of its alerts. */
final class GasFeedTable {
    private GasFeedTable() {}

    static List<String> of(List<BatchResult> results) {
        List<String> lines = new ArrayList<>();
        lines.add(FeedLinePrefixes.TABLE + "batch      events  unadapted   adapted  versions serving");
        for (BatchResult result : results) {
            AccuracyCount total = result.total();
            lines.add(String.format(
                    Locale.ROOT,
                    FeedLinePrefixes.TABLE + "%-9s %7d  %7.1f %%  %6.1f %%  %s",
                    result.name(),
                    total.events(),
                    total.frozenAccuracy(),
                    total.accuracy(),
                    versions(result)));
            result.outcomes().forEach(outcome -> lines.add(FeedLinePrefixes.TABLE + "         " + describe(outcome)));
        }
        lines.add(String.format(
                Locale.ROOT,
                FeedLinePrefixes.TABLE + "mean      %7d  %7.1f %%  %6.1f %%",
                results.stream().mapToLong(result -> result.total().events()).sum(),
                mean(results, AccuracyCount::frozenAccuracy),
                mean(results, AccuracyCount::accuracy)));
        return lines;
    }

    private static String versions(BatchResult result) {
        return result.scoresByVersion().entrySet().stream()
                .map(entry ->
                        "v%d (%d)".formatted(entry.getKey(), entry.getValue().events()))
                .collect(Collectors.joining(", "));
    }

    private static String describe(AdaptationRecord outcome) {
        String checks = CheckSummary.of(outcome.checks());
        if (outcome.outcome() == Outcome.RELEASED) {
            return "v%d accepted: %s".formatted(outcome.version(), checks);
        }
        return "%s: %s [%s]".formatted(outcome.outcome().name().toLowerCase(Locale.ROOT), outcome.reason(), checks);
    }

    private static double mean(List<BatchResult> results, ToDoubleFunction<AccuracyCount> accuracy) {
        return results.stream()
                .map(BatchResult::total)
                .mapToDouble(accuracy)
                .average()
                .orElse(Double.NaN);
    }
}
