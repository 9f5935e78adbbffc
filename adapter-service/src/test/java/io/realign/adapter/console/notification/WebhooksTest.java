package io.realign.adapter.console.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import io.realign.adapter.Eventually;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.ReleaseFixtures;
import io.realign.adapter.TestBroker;
import io.realign.adapter.TestSigningKeys;
import io.realign.adapter.instance.Instance;
import io.realign.alert.DriftAlert;
import io.realign.broker.EmbeddedBroker;
import io.realign.event.ContentId;
import io.realign.model.ModelRelease;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import io.realign.testing.AlertBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delivery to endpoints. Each test has its own endpoint. */
class WebhooksTest {
    private static final DeliverySettings DELIVERY = new DeliverySettings(
            Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofHours(1));
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final Pattern SCRIPT = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaTestClient kafka;
    private static Path secrets;

    @BeforeAll
    static void start() throws IOException {
        broker = TestBroker.start(directory.resolve("broker"));
        kafka = new KafkaTestClient(broker.bootstrapServers());
        secrets = Files.writeString(
                directory.resolve("secrets"), "whsec_" + "A".repeat(32) + "\nwhsec_" + "B".repeat(32));
    }

    @AfterAll
    static void stop() {
        kafka.close();
        broker.close();
    }

    @Test
    void alert_isDeliveredOnce_asACloudEvent_signedWithEverySecret() throws Exception {
        try (Receiver receiver = Receiver.respondingWith();
                Webhooks webhooks = startWebhooks(endpoint("once", receiver.url(), WebhookEventKind.ALERT))) {
            DriftAlert alert = sendAlert("once", 1);
            awaitDelivered(webhooks, 1);

            assertThat(receiver.requests()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/events");
                assertThat(request.header("content-type")).startsWith("application/cloudevents+json");
                assertThat(request.header("webhook-id")).isEqualTo(alert.id());
                Instant sent = Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp")));
                assertThat(request.header("webhook-signature"))
                        .isEqualTo(SigningSecrets.read(secrets).sign(alert.id(), sent, request.body()));
                CloudEvent event = new JsonFormat().deserialize(request.body());
                assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
                assertThat(event.getId()).isEqualTo(alert.id());
                assertThat(event.getSource()).hasToString("/drift-job");
                assertThat(event.getType()).isEqualTo(DriftAlert.class.getName());
                assertThat(event.getSubject()).isEqualTo("once");
                assertThat(event.getTime().toInstant()).isEqualTo(alert.times().confirmedAt());
                assertThat(event.getDataContentType()).isEqualTo("application/json");
                assertThat(event.getExtension("kind")).isEqualTo("alert");
                assertThat(request.json().at("/data/statistic/score").asDouble())
                        .isEqualTo(2);
            });
        }
    }

    @Test
    void unavailableEndpoint_receivesTheEvent_whenItIsAvailableAgain() throws Exception {
        int port = freePort();
        try (Webhooks webhooks =
                startWebhooks(endpoint("down", "http://127.0.0.1:" + port + "/", WebhookEventKind.ALERT))) {
            DriftAlert alert = sendAlert("down", 1);
            Eventually.get("a failed attempt", () -> status(webhooks).failedAttempts() > 0 ? true : null);

            try (Receiver receiver = Receiver.at(port, 503)) {
                awaitDelivered(webhooks, 1);
                assertThat(receiver.requests()).hasSize(2).allMatch(request -> request.header("webhook-id")
                        .equals(alert.id()));
            }
        }
    }

    @Test
    void restartedService_deliversPendingEvents_andEventsOfItsDowntime() throws Exception {
        int port = freePort();
        WebhookEndpoint endpoint = endpoint("restarted", "http://127.0.0.1:" + port + "/", WebhookEventKind.ALERT);
        DriftAlert pending;
        try (Webhooks first = startWebhooks(endpoint)) {
            pending = sendAlert("restarted", 1);
            Eventually.get("a failed attempt", () -> status(first).failedAttempts() > 0 ? true : null);
        }
        DriftAlert downtime = sendAlert("restarted", 2);

        try (Receiver receiver = Receiver.at(port);
                Webhooks restarted = startWebhooks(endpoint)) {
            awaitDelivered(restarted, 2);

            assertThat(receiver.requests())
                    .extracting(request -> request.header("webhook-id"))
                    .containsExactly(pending.id(), downtime.id());
        }
    }

    @Test
    void endpointThatNeverResponds_delaysNeitherOthersNorShutdown() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Receiver receiver = Receiver.respondingWith();
                Webhooks webhooks = startWebhooks(
                        endpoint("dead", "http://127.0.0.1:" + silent.getLocalPort() + "/", WebhookEventKind.ALERT),
                        endpoint("alive", receiver.url(), WebhookEventKind.ALERT))) {
            sendAlert("dead", 1);
            sendAlert("dead", 2);
            try (Socket connection = silent.accept()) {
                Eventually.get("both alerts", () -> webhooks.statuses().get(1).delivered() == 2 ? true : null);
                assertThat(connection.isConnected()).isTrue();
            }
            assertThat(webhooks.statuses().get(0).delivered()).isZero();
        }
    }

    @Test
    void rejectedEvent_isAbandoned_andTheNextIsDelivered() throws Exception {
        try (Receiver receiver = Receiver.respondingWith(410, 400);
                Webhooks webhooks = startWebhooks(endpoint("rejecting", receiver.url(), WebhookEventKind.ALERT))) {
            sendAlert("rejecting", 1);
            sendAlert("rejecting", 2);
            sendAlert("rejecting", 3);
            awaitDelivered(webhooks, 1);

            assertThat(receiver.requests()).hasSize(3);
            assertThat(status(webhooks).abandoned()).isEqualTo(2);
            assertThat(status(webhooks).failedAttempts()).isZero();
        }
    }

    @Test
    void redirectedEvent_isAbandoned_andTheNextIsDelivered() throws Exception {
        try (Receiver receiver = Receiver.respondingWith(307, 304);
                Webhooks webhooks = startWebhooks(endpoint("moved", receiver.url(), WebhookEventKind.ALERT))) {
            sendAlert("moved", 1);
            sendAlert("moved", 2);
            sendAlert("moved", 3);
            awaitDelivered(webhooks, 1);

            assertThat(receiver.requests()).hasSize(3);
            assertThat(status(webhooks).abandoned()).isEqualTo(2);
            assertThat(status(webhooks).failedAttempts()).isZero();
        }
    }

    @Test
    void expiredEvent_isAttemptedOnce() throws Exception {
        DeliverySettings noRetries = new DeliverySettings(
                Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofMillis(200), Duration.ZERO);
        try (Receiver receiver = Receiver.respondingWith(503);
                Webhooks webhooks =
                        startWebhooks(noRetries, endpoint("late", receiver.url(), WebhookEventKind.ALERT))) {
            sendAlert("late", 1);
            sendAlert("late", 2);
            awaitDelivered(webhooks, 1);

            assertThat(receiver.requests()).hasSize(2);
            assertThat(status(webhooks).abandoned()).isEqualTo(1);
        }
    }

    @Test
    void releases_areDeliveredByKind_andUnverifiedOnesAreNot() throws Exception {
        try (Receiver receiver = Receiver.respondingWith();
                Webhooks webhooks = startWebhooks(
                        endpoint("kinds", receiver.url(), WebhookEventKind.RELEASE, WebhookEventKind.ROLLBACK))) {
            ModelRelease release = ReleaseFixtures.release("kinds", 2, "alert");
            kafka.sendBytes(
                    Topics.MODELS.name(), "kinds", List.of(Topics.MODELS.codec().encode(release)));
            kafka.send(List.of(release));
            awaitDelivered(webhooks, 1);

            JsonNode event = receiver.requests().get(0).json();
            assertThat(event.path("kind").asText()).isEqualTo("release");
            assertThat(event.path("data").path("version").asLong()).isEqualTo(2);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void renewedSignature_isNotDelivered() throws Exception {
        try (Receiver receiver = Receiver.respondingWith();
                Webhooks webhooks = startWebhooks(endpoint("renewed", receiver.url(), WebhookEventKind.RELEASE))) {
            ModelRelease release = ReleaseFixtures.release("renewed", 2, "alert");
            kafka.sendWithEventId(release.renewed(release.expiresAt().plusSeconds(1)), release.id() + "/renewed/1");
            kafka.sendWithEventId(release, release.id());
            awaitDelivered(webhooks, 1);

            assertThat(receiver.requests())
                    .extracting(request -> request.json().at("/data/expiresAt").asText())
                    .doesNotContain(release.expiresAt().plusSeconds(1).toString())
                    .hasSize(1);
        }
    }

    @Test
    void documentedReceiver_acceptsSignedRequests() throws Exception {
        Assumptions.assumeTrue(hasPython(), "python3 is not installed");
        Matcher script = SCRIPT.matcher(Files.readString(Path.of("../src/site/notifications.md")));
        assertThat(script.find()).isTrue();
        Path file = Files.writeString(directory.resolve("receiver.py"), script.group(1));
        int port = freePort();
        Process python = new ProcessBuilder("python3", file.toString(), Integer.toString(port), secrets.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = python.inputReader();
                Webhooks webhooks =
                        startWebhooks(endpoint("python", "http://127.0.0.1:" + port + "/", WebhookEventKind.ALERT))) {
            DriftAlert alert = sendAlert("python", 1);

            assertThat(output.readLine())
                    .isEqualTo("alert python " + alert.times().confirmedAt());
            awaitDelivered(webhooks, 1);
        } finally {
            python.destroy();
        }
    }

    private static Webhooks startWebhooks(WebhookEndpoint... endpoints) {
        return startWebhooks(DELIVERY, endpoints);
    }

    private static Webhooks startWebhooks(DeliverySettings settings, WebhookEndpoint... endpoints) {
        Webhooks webhooks = new Webhooks(
                List.of(endpoints),
                KafkaConnection.plaintext(broker.bootstrapServers()),
                TestSigningKeys.keys().trusted(),
                settings,
                Clock.systemUTC(),
                Instance.standalone());
        webhooks.start();
        return webhooks;
    }

    private static WebhookEndpoint endpoint(String name, String url, WebhookEventKind... kinds) {
        return WebhookEndpoint.of(name, url, secrets, Set.of(kinds));
    }

    private static void awaitDelivered(Webhooks webhooks, long events) {
        Eventually.get(events + " delivered", () -> status(webhooks).delivered() == events ? true : null);
    }

    private static WebhookStatus status(Webhooks webhooks) {
        return webhooks.statuses().get(0);
    }

    private static DriftAlert sendAlert(String domain, int sequenceNumber) {
        DriftAlert alert = new AlertBuilder(domain, sequenceNumber)
                .id(ContentId.of("alert", domain, Integer.toString(sequenceNumber)))
                .times(START, START, START.plusSeconds(sequenceNumber))
                .window(100, List.of())
                .build();
        kafka.send(Topics.DRIFT_ALERTS, domain, List.of(alert));
        return alert;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
