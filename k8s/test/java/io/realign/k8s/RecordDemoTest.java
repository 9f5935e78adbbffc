package io.realign.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records the demo with Prometheus, configured as in the cluster: an adaptation; then invalid records and a manual rollback; then
 * the end of all components. It creates the data of {@link RecordedMetricsTest} and {@link RulesTest}.
 */
@EnabledIfSystemProperty(
        named = "realign.record",
        matches = ".+",
        disabledReason = "takes about ten minutes; enable with -Drealign.record=PT4M")
class RecordDemoTest {
    private static final Path DEMO = Manifest.ROOT.resolve("../src/cli/target/realign.jar");
    private static final int INVALID_RECORDS = 60;
    private static final Duration BEFORE = Duration.ofSeconds(30);
    private static final Duration LENGTH = Duration.parse(System.getProperty("realign.record", "PT4M"));

    @TempDir
    Path work;

    @Test
    void demo_isRecorded() throws Exception {
        int first = freePort();
        Process demo = start(
                Map.of("REALIGN_METRICS_PORTS", first + "-" + (first + 1)),
                "java",
                "-jar",
                DEMO.toString(),
                "demo",
                "--keep-running",
                LENGTH.toString());
        Process prometheus;
        try (BufferedReader lines = demo.inputReader(UTF_8)) {
            String broker = await(lines, "broker ready on ([0-9.:]+)");
            URI service = URI.create(await(lines, "(http://[0-9.:]+)"));
            prometheus = prometheus(ScrapeConfig.of(service.getAuthority(), jobs(first)));
            await(lines, "(all programs keep running)");
            Thread.sleep(BEFORE.toMillis());
            sendInvalidRecords(broker);
            rollBack(service, "site-a");
            await(lines, "(done; )");
        }
        assertThat(demo.waitFor()).isZero();
        Thread.sleep(LENGTH.toMillis());
        assertThat(prometheus.isAlive()).as("Prometheus runs").isTrue();
        prometheus.destroy();
        prometheus.waitFor();

        ExternalTool.Result dump = new ExternalTool("promtool")
                .run(work, "tsdb", "dump", work.resolve("data").toString());
        assertThat(dump.exitCode()).as(dump.output()).isZero();
        PrometheusRecording.of(dump.output()).write(PrometheusRecording.FILE);
    }

    /** Rolls the newest release of a domain back. */
    private static void rollBack(URI service, String domain) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest status = HttpRequest.newBuilder(service.resolve("/api/domains/" + domain))
                .build();
        long version = Manifest.YAML
                .readTree(http.send(status, BodyHandlers.ofString()).body())
                .get("version")
                .asLong();
        HttpRequest rollback = HttpRequest.newBuilder(service.resolve("/api/rollouts/" + domain + "/rollback"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"version\": %d}".formatted(version)))
                .build();
        assertThat(http.send(rollback, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }

    private Process prometheus(ObjectNode configuration) throws IOException {
        Path config =
                Files.writeString(work.resolve("prometheus.yml"), Manifest.YAML.writeValueAsString(configuration));
        return start(
                Map.of(),
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + work.resolve("data"),
                "--web.listen-address=127.0.0.1:" + freePort());
    }

    /** Determines which job listens on which port. */
    private static Map<String, String> jobs(int first) throws Exception {
        String one = "127.0.0.1:" + first;
        String other = "127.0.0.1:" + (first + 1);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + one + "/metrics")).build();
        String metrics;
        do {
            Thread.sleep(500);
            metrics = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } while (!metrics.contains("job_name="));
        boolean drift = metrics.contains("job_name=\"drift_job\"");
        return Map.of("drift-job", drift ? one : other, "scoring-job", drift ? other : one);
    }

    private static void sendInvalidRecords(String broker) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < INVALID_RECORDS; i++) {
                producer.send(new ProducerRecord<>("target.events", "not an event".getBytes(UTF_8)))
                        .get();
                Thread.sleep(1000);
            }
        }
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return builder.start();
    }

    private static String await(BufferedReader lines, String pattern) throws IOException {
        Pattern expected = Pattern.compile(pattern);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher found = expected.matcher(line);
            if (found.find()) {
                return found.group(1);
            }
        }
        throw new AssertionError("expected the demo to print " + pattern + ", but it has ended");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
