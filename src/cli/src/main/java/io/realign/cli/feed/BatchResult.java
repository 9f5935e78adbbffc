package io.realign.cli.feed;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.cli.watch.CheckSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The result of a batch.
 *
 * @param name name of the batch
 * @param countsByVersion accuracy of each model version that served events of the batch
 * @param outcomes adaptations that ended during the batch
 */
record BatchResult(String name, SortedMap<Long, AccuracyCount> countsByVersion, List<AdaptationRecord> outcomes) {
    AccuracyCount total() {
        return countsByVersion.values().stream().reduce(AccuracyCount.NONE, AccuracyCount::plus);
    }

    /** A table with a row per batch, followed by the outcomes of its alerts, and the mean of the batches. */
    static List<String> table(List<BatchResult> results) {
        List<String> lines = new ArrayList<>();
        lines.add("batch      events  unadapted   adapted  versions serving");
        for (BatchResult result : results) {
            AccuracyCount total = result.total();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-9s %7d  %7.1f %%  %6.1f %%  %s",
                    result.name,
                    total.events(),
                    total.baseModelAccuracy(),
                    total.accuracy(),
                    result.versions()));
            result.outcomes.forEach(outcome -> lines.add("         " + describe(outcome)));
        }
        lines.add(String.format(
                Locale.ROOT,
                "mean      %7d  %7.1f %%  %6.1f %%",
                results.stream().mapToLong(result -> result.total().events()).sum(),
                mean(results, AccuracyCount::baseModelAccuracy),
                mean(results, AccuracyCount::accuracy)));
        return lines.stream().map(FeedLinePrefixes.TABLE::concat).toList();
    }

    private String versions() {
        return countsByVersion.entrySet().stream()
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
