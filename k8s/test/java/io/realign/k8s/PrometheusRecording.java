package io.realign.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recorded time series in the notation of promtool's unit tests. Times start at 0, as in promtool; the end of a series is stale.
 *
 * @param series samples by step of 15 seconds, by name and labels
 */
record PrometheusRecording(Map<String, TreeMap<Integer, String>> series) {
    static final Path FILE = Manifest.ROOT.resolve("test/resources/rules/recorded.yml");

    private static final String SERIES = "    input_series:\n";
    private static final String EXPECTED = "    promql_expr_test:\n";
    private static final int STEP_MILLIS = 15_000;
    private static final Pattern SAMPLE = Pattern.compile("\\{__name__=\"(\\w+)\",? ?(.*)} (\\S+) (\\d+)");
    private static final Pattern INSTANCE_LABELS = Pattern.compile("(instance|pod|task_name)=\"[^\"]*\",? ?");
    private static final Pattern NAME = Pattern.compile("^\\w+");

    /** Parses the output of {@code promtool tsdb dump}. */
    static PrometheusRecording of(String dump) {
        var samples = SAMPLE.matcher(dump).results().toList();
        var start = samples.stream()
                .mapToLong(sample -> Long.parseLong(sample.group(4)))
                .min()
                .orElseThrow();
        var series = new TreeMap<String, TreeMap<Integer, String>>();
        for (var sample : samples) {
            var name = sample.group(1);
            if (name.startsWith("realign_") || name.equals("up")) {
                var labels =
                        INSTANCE_LABELS.matcher(sample.group(2)).replaceAll("").replaceAll(", ?$", "");
                var step = (int) Math.round((double) (Long.parseLong(sample.group(4)) - start) / STEP_MILLIS);
                series.computeIfAbsent(name + "{" + labels + "}", key -> new TreeMap<>())
                        .put(step, value(name, sample.group(3), start));
            }
        }
        return new PrometheusRecording(series);
    }

    private static String value(String name, String value, long start) {
        if (value.equals("NaN")) {
            return "stale";
        }
        return name.endsWith("_timestamp_seconds") && Double.parseDouble(value) > 0
                ? "%.0f".formatted(Double.parseDouble(value) - start / 1000.0)
                : value;
    }

    /** The metric names of a scrape job. */
    Set<String> names(String job) {
        return series.keySet().stream()
                .filter(one -> one.contains("job=\"" + job + "\"") && !one.startsWith("up{"))
                .map(one ->
                        NAME.matcher(one).results().findFirst().orElseThrow().group())
                .map(name -> name.replaceAll("_(count|sum|max)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Replaces the input series of a promtool test file and keeps its expectations. */
    void write(Path file) throws IOException {
        var text = MonitoringFiles.text(file);
        var lines = new StringBuilder(text.substring(0, text.indexOf(SERIES) + SERIES.length()));
        series.forEach((name, values) ->
                lines.append("      - series: '%s'%n        values: '%s'%n".formatted(name, seriesNotation(values))));
        Files.writeString(file, lines.append(text.substring(text.indexOf(EXPECTED))));
    }

    /** Reads the names of the recorded series. */
    static PrometheusRecording read() {
        var series = new TreeMap<String, TreeMap<Integer, String>>();
        MonitoringFiles.stream(MonitoringFiles.yaml(FILE).at("/tests/0/input_series"))
                .forEach(one -> series.put(one.path("series").asText(), new TreeMap<>(Comparator.naturalOrder())));
        return new PrometheusRecording(series);
    }

    /** Encodes repeated values as one item. */
    private static String seriesNotation(TreeMap<Integer, String> values) {
        var items = new StringBuilder();
        var last = values.lastKey();
        for (var step = 0; step <= last; ) {
            var value = values.getOrDefault(step, "_");
            var end = step + 1;
            while (end <= last && values.getOrDefault(end, "_").equals(value)) {
                end++;
            }
            items.append(items.isEmpty() ? "" : " ").append(item(value, end - step));
            step = end;
        }
        return items.toString();
    }

    private static String item(String value, int times) {
        if (times == 1 || value.equals("stale")) {
            return value;
        }
        return value.equals("_") ? "_x" + times : value + "+0x" + (times - 1);
    }
}
