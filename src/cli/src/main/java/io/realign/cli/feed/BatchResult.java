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
 * @param adaptations adaptations that ended during the batch
 */
record BatchResult(String name, SortedMap<Long, AccuracyCount> countsByVersion, List<AdaptationRecord> adaptations) {
    AccuracyCount total() {
        return countsByVersion.values().stream().reduce(AccuracyCount.NONE, AccuracyCount::plus);
    }

    /** A table with one row per batch, the outcomes of its adaptations below the row, and the mean of all batches. */
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
            result.adaptations.forEach(adaptation -> lines.add("         " + describe(adaptation)));
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

    private static String describe(AdaptationRecord adaptation) {
        String checks = CheckSummary.of(adaptation.checks());
        if (adaptation.outcome() == Outcome.RELEASED) {
            return "v%d accepted: %s".formatted(adaptation.version(), checks);
        }
        return "%s: %s [%s]"
                .formatted(adaptation.outcome().name().toLowerCase(Locale.ROOT), adaptation.reason(), checks);
    }

    private static double mean(List<BatchResult> results, ToDoubleFunction<AccuracyCount> accuracy) {
        return results.stream()
                .map(BatchResult::total)
                .mapToDouble(accuracy)
                .average()
                .orElse(Double.NaN);
    }
}
