package io.realign.adapter.console.dashboard;

import static io.realign.adapter.console.dashboard.DashboardFixtures.SOURCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.adapter.Eventually;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.console.history.HistoryBatch;
import io.realign.adapter.console.history.HistoryStore;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.Topics;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AlertsDisabledProfile.class)
class DashboardServiceTest {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    @ConfigProperty(name = "realign.history.directory")
    Path historyDirectory;

    @TestHTTPResource
    URI service;

    @Inject
    LiveViewBroadcaster broadcaster;

    @Inject
    HistoryStore history;

    private KafkaTestClient kafka;

    @BeforeEach
    void open() {
        kafka = new KafkaTestClient(bootstrap);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void everyEvent_isPublishedForAnOperation() {
        DriftAlert alert = DashboardFixtures.alert("kiln", 1, 4);
        ModelRelease release = DashboardFixtures.release("kiln", 2, alert.id());
        kafka.send(Topics.DRIFT_WINDOWS, "kiln", List.of(DashboardFixtures.window("kiln", 1, 1.5, SOURCE)));
        kafka.send(Topics.DRIFT_ALERTS, "kiln", List.of(alert));
        kafka.send(Topics.ADAPTATIONS, "kiln", List.of(DashboardFixtures.adaptation(alert, Outcome.RELEASED, "")));
        kafka.send(List.of(release));
        kafka.send(
                Topics.ROLLOUTS,
                "s/kiln",
                List.of(DashboardFixtures.rollout("s", release, RolloutStatus.State.ACTIVE, "")));

        JsonNode made = first("api/releases?domain=kiln");
        assertThat(made.get("version").asLong()).isEqualTo(2);
        assertThat(made.get("createdAt").asText()).isEqualTo(release.createdAt().toString());
        assertThat(made.at("/provenance/trainingData/0/range/from").asLong()).isEqualTo(100);
        assertThat(made.at("/training/steps").asInt()).isEqualTo(300);
        assertThat(made.at("/training/alpha").isMissingNode()).isTrue();
        assertThat(first("api/adaptations?domain=kiln").get("checks").size()).isEqualTo(2);
        assertThat(first("api/consumers?domain=kiln").get("state").asText()).isEqualTo("ACTIVE");
        assertThat(first("api/domains/kiln/windows").get("score").asDouble()).isEqualTo(1.5);
        assertThat(read("api/adaptations/" + alert.id() + "-adaptation")
                        .at("/training/alpha/1")
                        .asDouble())
                .isEqualTo(0.2);
        assertThat(read("api/alerts/" + alert.id()).at("/statistic/score").asDouble())
                .isEqualTo(3.4);
        assertThat(read("api/alerts/" + alert.id()).at("/statistic/name").asText())
                .isEqualTo("feature mean");
        assertThat(read("api/alerts/" + alert.id())
                        .at("/featureShifts/0/significant")
                        .asBoolean())
                .isTrue();
        assertThat(read("api/domains/kiln").get("version").asLong()).isEqualTo(2);
        assertThat(read("api/domains/kiln").at("/newestWindow/promise/arl").asDouble())
                .isEqualTo(10_000);
        assertThat(first("api/domains/kiln/windows").at("/promise/maxArl").asDouble())
                .isEqualTo(16_400);
        assertThat(read("api/alerts/" + alert.id())
                        .at("/statistic/calibration/minArl")
                        .asDouble())
                .isEqualTo(61_000);
    }

    @Test
    void events_startWithASnapshot_followedByChanges() throws Exception {
        kafka.send(Topics.DRIFT_WINDOWS, "lathe", List.of(DashboardFixtures.window("lathe", 1, 0.5, SOURCE)));
        first("api/domains/lathe/windows");
        await("no pending snapshot", () -> !broadcaster.snapshotPending());
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("/api/dashboard/events")).build();
        HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
        try (Stream<String> lines = response.body()) {
            Iterator<String> events = lines.iterator();
            assertThat(events.next()).isEqualTo("event:snapshot");
            kafka.send(Topics.DRIFT_WINDOWS, "lathe", List.of(DashboardFixtures.window("lathe", 2, 1.5, SOURCE)));
            assertThat(dataOf("window", events).get("domain").asText()).isEqualTo("lathe");
            assertThat(dataOf("domain", events).get("state").asText()).isEqualTo("DRIFTING");
        }
    }

    @Test
    void clientThatNeverReads_doesNotBlockOthers() throws IOException {
        awaitSubscribers(0);
        try (Socket stuck = new Socket()) {
            stuck.setReceiveBufferSize(1024);
            stuck.connect(new InetSocketAddress(service.getHost(), service.getPort()));
            stuck.getOutputStream()
                    .write("GET /api/dashboard/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            awaitSubscribers(1);
            kafka.send(
                    Topics.DRIFT_WINDOWS,
                    "press",
                    IntStream.rangeClosed(1, 3000)
                            .mapToObj(i -> DashboardFixtures.window("press", i, 0.5, SOURCE))
                            .toList());
            await("the last window in the snapshot", () -> newestEnd("press")
                    .equals(DashboardFixtures.second(3000).toString()));
        }
        awaitSubscribers(0);
    }

    @Test
    void history_isTheSame_afterARebuild() throws Exception {
        kafka.send(
                Topics.DRIFT_WINDOWS,
                "anneal",
                IntStream.rangeClosed(1, 30)
                        .mapToObj(i -> DashboardFixtures.window("anneal", i, 0.5, SOURCE))
                        .toList());
        await("all windows", () -> read("api/domains/anneal/windows").size() == 30);
        JsonNode before = read("api/domains/anneal/windows");
        HistoryBatch withoutRecord = new HistoryBatch();
        withoutRecord.addWindow(DashboardFixtures.timestamped(
                DashboardFixtures.window("stray", 1, 0.5, SOURCE), DashboardFixtures.second(1)));
        history.write(withoutRecord);

        HttpRequest rebuild = HttpRequest.newBuilder(service.resolve("/api/history/rebuild"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(http.send(rebuild, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(202);

        await("rows derived from topics only", () -> read("api/domains/stray/windows")
                .isEmpty());
        await("the same windows", () -> read("api/domains/anneal/windows").equals(before));
    }

    @Test
    void historyDatabase_isReadableByItsOwnerOnly() throws Exception {
        kafka.send(Topics.DRIFT_WINDOWS, "vault", List.of(DashboardFixtures.window("vault", 1, 0.5, SOURCE)));
        first("api/domains/vault/windows");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(historyDirectory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(historyDirectory.resolve("history.mv.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void rolledBackRelease_isShownWithReasonAndTime() {
        DriftAlert alert = DashboardFixtures.alert("forge", 1, 4);
        ModelRelease serving = DashboardFixtures.release("forge", 1, "");
        ModelRelease release = DashboardFixtures.release("forge", 2, alert.id())
                .replacing(serving, PredictionChange.NONE, TrafficSplit.FULL_TRAFFIC);
        ModelRelease rollback = release.rollback(
                Provenance.UNKNOWN, DashboardFixtures.second(9), Duration.ofDays(1), "the confidence has fallen");
        kafka.send(Topics.ADAPTATIONS, "forge", List.of(DashboardFixtures.adaptation(alert, Outcome.RELEASED, "")));
        kafka.send(List.of(serving, release));
        assertThat(first("api/adaptations?domain=forge").get("rollback").isNull())
                .isTrue();

        kafka.send(List.of(rollback));

        JsonNode shown = Eventually.get("the rollback", () -> {
            JsonNode current = first("api/adaptations?domain=forge").get("rollback");
            return current.isNull() ? null : current;
        });
        assertThat(shown.get("version").asLong()).isEqualTo(3);
        assertThat(shown.get("reason").asText()).isEqualTo("the confidence has fallen");
        assertThat(shown.get("at").asText())
                .isEqualTo(DashboardFixtures.second(9).toString());
        assertThat(read("api/adaptations/" + alert.id() + "-adaptation").get("rollback"))
                .isEqualTo(shown);
        assertThat(read("api/releases?domain=forge"))
                .filteredOn(item -> item.get("version").asLong() == 2)
                .isNotEmpty()
                .allMatch(item -> item.get("rollback").equals(shown));
    }

    @Test
    void junkOnModels_makesNoDomain() {
        kafka.sendBytes(Topics.MODELS.name(), "junk-key", List.of("junk".getBytes(UTF_8)));
        kafka.send(
                Topics.ROLLOUTS,
                "s/junk-key",
                List.of(DashboardFixtures.rollout(
                        "s", DashboardFixtures.release("junk-key", 2, "alert"), RolloutStatus.State.FAILED, "junk")));

        assertThat(first("api/consumers?domain=junk-key").get("state").asText()).isEqualTo("FAILED");
        assertThat(get("/api/domains/junk-key").statusCode()).isEqualTo(404);
    }

    @Test
    void invalidRecord_isSkipped() {
        kafka.sendBytes(Topics.DRIFT_WINDOWS.name(), "mill", List.of(new byte[] {1, 2, 3}));
        kafka.send(Topics.DRIFT_WINDOWS, "mill", List.of(DashboardFixtures.window("mill", 1, 0.5, SOURCE)));
        assertThat(first("api/domains/mill/windows").get("domain").asText()).isEqualTo("mill");
    }

    @Test
    void page_loadsNothingFromOtherOrigins() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'self'").doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("http://", "https://");
        assertThat(get("/dashboard/app.js").headers().allValues("cache-control"))
                .containsExactly("no-cache");
        assertThat(get("/webjars/uplot/dist/uPlot.esm.js").statusCode()).isEqualTo(200);
    }

    /** Sends heartbeats, because a disconnect is detected at the next send. */
    private void awaitSubscribers(int count) {
        await(count + " subscribers", () -> {
            broadcaster.publishHeartbeat(true);
            return broadcaster.subscriberCount() == count;
        });
    }

    private static void await(String description, BooleanSupplier condition) {
        Eventually.get(description, () -> condition.getAsBoolean() ? description : null);
    }

    private JsonNode dataOf(String name, Iterator<String> lines) throws IOException {
        while (!lines.next().equals("event:" + name)) {
            assertThat(lines.hasNext()).isTrue();
        }
        return json.readTree(lines.next().substring("data:".length()));
    }

    /** Waits for the first item of a list. */
    private JsonNode first(String path) {
        return Eventually.get(path, () -> read(path).get(0));
    }

    private String newestEnd(String domain) {
        return read("api/domains/" + domain).at("/newestWindow/end").asText();
    }

    private JsonNode read(String path) {
        try {
            return json.readTree(get("/" + path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(service.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
