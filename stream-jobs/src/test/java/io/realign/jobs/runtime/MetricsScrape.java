package io.realign.jobs.runtime;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The metrics that a job exports and those that monitoring.md documents. */
public final class MetricsScrape {
    private static final Path DOCUMENTATION = Path.of("..", "src", "site", "monitoring.md");
    private static final Pattern SAMPLE = Pattern.compile("^(flink_\\w+)", Pattern.MULTILINE);
    private static final Pattern OPERATOR_PREFIX = Pattern.compile("^flink_taskmanager_job_task_operator_(?=realign_)");

    /** Flink's metrics, as prometheus.yml renames them. */
    private static final Map<String, String> FLINK_METRICS = Map.of(
            "flink_taskmanager_job_task_operator_pendingRecords", "realign_event_lag_records",
            "flink_jobmanager_job_numRestarts", "realign_job_restarts_total",
            "flink_jobmanager_job_numberOfFailedCheckpoints", "realign_job_checkpoints_failed_total");

    private MetricsScrape() {}

    public static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /** The exported names without Flink's prefix and without the suffix {@code _count}. */
    public static Set<String> scrapedNames(String metricsPort) throws IOException, InterruptedException {
        String body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return SAMPLE.matcher(body)
                .results()
                .map(name -> FLINK_METRICS.getOrDefault(
                        name.group(1), OPERATOR_PREFIX.matcher(name.group(1)).replaceFirst("")))
                .map(name -> name.replaceAll("_count$", ""))
                .collect(toCollection(TreeSet::new));
    }

    public static Set<String> documentedNames(String job) throws IOException {
        Pattern tableRow = Pattern.compile(
                "^\\| `(realign_[a-z_]+)` \\|[^|]*\\|[^|]*\\b" + job + "\\b[^|]*\\|", Pattern.MULTILINE);
        return tableRow.matcher(Files.readString(DOCUMENTATION))
                .results()
                .map(name -> name.group(1))
                .collect(toCollection(TreeSet::new));
    }
}
