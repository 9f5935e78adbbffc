package io.realign.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Rollout commands of the REST API, and the releases that they publish. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class RolloutResourceTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    @Test
    void pendingRelease_isListed_andAdvancedOnCommand() throws Exception {
        publishPaused("approved");
        JsonNode state = Eventually.get("a state", () -> state("approved"));
        assertThat(state.get("version").asLong()).isEqualTo(2);
        assertThat(state.get("previousVersion").asLong()).isEqualTo(1);
        assertThat(state.get("decision").asText()).isEqualTo("hold");
        assertThat(state.get("reason").asText()).isEqualTo("waits for approval");

        assertThat(get("api/releases/aliases"))
                .contains("{\"domain\":\"approved\",\"candidate\":2,\"serving\":1,\"previous\":0}");

        HttpResponse<byte[]> response = post("approved", "advance");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(new ObjectMapper()
                        .readTree(response.body())
                        .get("trafficSplit")
                        .get("trafficShare")
                        .asInt())
                .isEqualTo(500);
    }

    @Test
    void rollback_restoresThePreviousRelease() throws Exception {
        publishPaused("rejected");
        Eventually.get("a state", () -> state("rejected"));

        assertThat(post("rejected", "rollback").statusCode()).isEqualTo(202);

        List<ModelRelease> published;
        try (KafkaTestClient kafka = new KafkaTestClient(bootstrap)) {
            published = kafka.messages(Topics.MODELS).stream()
                    .filter(release -> release.domain().equals("rejected"))
                    .toList();
        }
        assertThat(published.get(published.size() - 1).origin().rollbackTo()).isEqualTo(1);
    }

    @Test
    void inapplicableCommand_isAProblem_thatStatesTheCurrentState() throws Exception {
        publishPaused("paused");
        Eventually.get("a state", () -> state("paused"));

        HttpResponse<byte[]> response = post("paused", "pause");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(new String(response.body(), UTF_8)).contains("paused v2 serves 0.0 % of the events, paused");
    }

    @Test
    void repeatedCommand_isExecutedOnce_withTheSameResponse() throws Exception {
        publishPaused("impatient");
        Eventually.get("a state", () -> state("impatient"));

        HttpResponse<byte[]> first = post("impatient", "advance", "key-1");
        HttpResponse<byte[]> repeated = post("impatient", "advance", "key-1");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(repeated.statusCode()).isEqualTo(202);
        assertThat(repeated.body()).isEqualTo(first.body());
        HttpResponse<byte[]> otherCommand = post("impatient", "rollback", "key-1");
        assertThat(otherCommand.statusCode()).isEqualTo(409);
        assertThat(new String(otherCommand.body(), UTF_8))
                .contains("rollback impatient v2", "advance from step 0 of impatient v2");
        HttpResponse<byte[]> otherVersion =
                send(commandRequest("impatient", "advance", 3).header("Idempotency-Key", "key-1"));
        assertThat(otherVersion.statusCode()).isEqualTo(409);
        assertThat(new String(otherVersion.body(), UTF_8)).contains("advance from step 0 of impatient v3");
        assertThat(post("impatient", "advance", "no key").statusCode()).isEqualTo(400);
    }

    @Test
    void unknownDomain_isNotFound() throws Exception {
        assertThat(post("unknown", "rollback").statusCode()).isEqualTo(404);
    }

    private void publishPaused(String domain) {
        ModelRelease first = ReleaseFixtures.release(domain, 1, "");
        TrafficSplit waiting = new TrafficSplit(0, 0, 1000, true, ReleaseFixtures.now(), "waits for approval");
        try (KafkaTestClient kafka = new KafkaTestClient(bootstrap)) {
            kafka.send(List.of(
                    first, ReleaseFixtures.release(domain, 2, "").replacing(first, PredictionChange.NONE, waiting)));
        }
    }

    private JsonNode state(String domain) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(service + "api/rollouts")).build();
            for (JsonNode state : new ObjectMapper()
                    .readTree(http.send(request, BodyHandlers.ofByteArray()).body())) {
                if (state.get("domain").asText().equals(domain)) {
                    return state;
                }
            }
            return null;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("request to the service failed", e);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(service + path)).build(), BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<byte[]> post(String domain, String command) throws IOException, InterruptedException {
        return send(commandRequest(domain, command, 2));
    }

    private HttpResponse<byte[]> post(String domain, String command, String key)
            throws IOException, InterruptedException {
        return send(commandRequest(domain, command, 2).header("Idempotency-Key", key));
    }

    private HttpRequest.Builder commandRequest(String domain, String command, long version) {
        return HttpRequest.newBuilder(URI.create(service + "api/rollouts/" + domain + "/" + command))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"version\": %d, \"step\": 0}".formatted(version)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }
}
