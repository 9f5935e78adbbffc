package io.realign.adapter.console.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.HoldOutSplit;
import io.realign.adapter.BrokerResource;
import io.realign.adapter.Eventually;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.SensorEvents;
import io.realign.alert.DriftAlert;
import io.realign.alert.FeatureShift;
import io.realign.event.ContentId;
import io.realign.event.OffsetRange;
import io.realign.learning.diagnosis.RecommendedAction;
import io.realign.schemas.Topics;
import io.realign.testing.AlertBuilder;
import io.realign.window.DriftWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Explanations of real adaptations. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class ExplanationTest {
    private static final int SOURCE_EVENTS = 400;
    private static final int WINDOW = 160;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    private KafkaTestClient kafka;

    @BeforeEach
    void sendSource() {
        kafka = new KafkaTestClient(bootstrap);
        if (kafka.records(Topics.SOURCE_EVENTS.name()).isEmpty()) {
            kafka.send(Topics.SOURCE_EVENTS, "source-1", SensorEvents.source(SOURCE_EVENTS));
        }
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void release_hasFeatures_curves_embeddingMaps_andADiagnosis() throws Exception {
        AdaptationRecord record = adapt("kiln", .5f);
        assertThat(record.outcome()).isEqualTo(Outcome.RELEASED);

        JsonNode features = json.readTree(awaitBody("api/adaptations/" + record.id() + "/features"));
        assertThat(features.path("reference").asText()).isEqualTo(DriftWindow.SOURCE);
        assertThat(features.path("referenceRows").asInt()).isEqualTo(SOURCE_EVENTS);
        assertThat(features.path("windowRows").asInt()).isEqualTo(WINDOW);
        assertThat(features.path("features"))
                .extracting(feature -> feature.path("feature").asInt())
                .containsExactly(2, 0);
        assertThat(features.path("features")).allSatisfy(feature -> {
            assertThat(sum(feature.at("/referenceHistogram/counts"))).isEqualTo(SOURCE_EVENTS);
            assertThat(sum(feature.at("/windowHistogram/counts"))).isEqualTo(WINDOW);
            assertThat(feature.at("/referenceHistogram/counts")).hasSameSizeAs(feature.at("/windowHistogram/counts"));
            assertThat(feature.path("low").asDouble())
                    .isLessThan(feature.path("high").asDouble());
            assertThat(feature.at("/windowHistogram/mean").asDouble())
                    .isGreaterThan(feature.at("/referenceHistogram/mean").asDouble());
        });

        JsonNode curves = json.readTree(awaitBody("api/adaptations/" + record.id() + "/curves"));
        assertThat(curves).isNotEmpty().allSatisfy(curve -> {
            int points = curve.path("steps").size();
            assertThat(points).isBetween(1, 200);
            assertThat(curve.path("alpha")).hasSize(points);
            assertThat(curve.at("/losses/class")).hasSize(points);
        });

        String path = "api/adaptations/" + record.id() + "/embedding-map";
        byte[] map = awaitBody(path);
        JsonNode maps = json.readTree(map);
        int source = maps.path("sourcePoints").asInt();
        assertThat(source).isBetween(1, holdOutSize());
        assertThat(maps.at("/parentMap/version").asInt()).isEqualTo(1);
        assertThat(maps.at("/releaseMap/version").asInt()).isEqualTo(2);
        assertThat(maps.path("releaseMapAbsentReason").asText()).isEmpty();
        for (String side : List.of("parentMap", "releaseMap")) {
            assertThat(maps.path(side).path("x")).hasSize(2 * source);
            assertThat(maps.path(side).path("y")).hasSize(2 * source);
            assertThat(maps.path(side).path("predicted")).hasSize(2 * source).allSatisfy(label -> assertThat(
                            label.asInt())
                    .isBetween(0, maps.path("labels").size() - 1));
            assertThat(maps.path(side).path("mmd2").path("statistic").isNumber())
                    .isTrue();
        }
        assertThat(awaitBody(path)).isEqualTo(map);

        Eventually.get("a release that serves all events", () -> serves("kiln", 2) ? kafka : null);
        byte[] first = awaitBody("api/domains/kiln/diagnosis");
        JsonNode diagnosis = json.readTree(first);
        assertThat(diagnosis.path("version").asInt()).isEqualTo(2);
        assertThat(diagnosis.path("rows").asInt()).isEqualTo(WINDOW);
        assertThat(diagnosis.path("steps")).hasSizeGreaterThan(9).allSatisfy(step -> {
            assertThat(step.path("check").asText()).isNotEmpty();
            assertThat(step.path("interpretation").asText()).isNotEmpty();
            assertThat(step.path("lowerBound").isNumber()
                            || step.path("upperBound").isNumber())
                    .isTrue();
        });
        assertThat(RecommendedAction.valueOf(
                                diagnosis.at("/recommendation/name").asText())
                        .text())
                .isEqualTo(diagnosis.at("/recommendation/text").asText());
        assertThat(diagnosis.at("/recommendation/reasons")).isNotEmpty();
        assertThat(awaitBody("api/domains/kiln/diagnosis")).isEqualTo(first);
    }

    @Test
    void rejectedCandidate_hasOnlyAParentMap_evenAfterItsEventsExpired() throws Exception {
        List<OffsetRange> window = kafka.send(Topics.TARGET_EVENTS, "calm", SensorEvents.target("calm", WINDOW, 0));
        AdaptationRecord record = sendAndAwaitOutcome(alert("calm", window));
        assertThat(record.outcome()).isEqualTo(Outcome.REJECTED);
        deleteRecords(window.get(0));

        JsonNode maps = json.readTree(awaitBody("api/adaptations/" + record.id() + "/embedding-map"));

        assertThat(maps.at("/parentMap/x")).isNotEmpty();
        assertThat(maps.path("releaseMap").isNull()).isTrue();
        assertThat(maps.path("releaseMapAbsentReason").asText()).contains("no candidate was released");
        assertThat(json.readTree(awaitBody("api/adaptations/" + record.id() + "/features"))
                        .path("windowRows")
                        .asInt())
                .isEqualTo(WINDOW);
    }

    @Test
    void failedAdaptation_withExpiredEvents_namesTheMissingOffsets() throws Exception {
        AdaptationRecord record =
                sendAndAwaitOutcome(alert("void", List.of(OffsetRange.of(Topics.TARGET_EVENTS.name(), 0, 1_000_000))));

        for (String resource : List.of("features", "embedding-map")) {
            HttpResponse<byte[]> response = get("api/adaptations/" + record.id() + "/" + resource);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(json.readTree(response.body()).path("detail").asText())
                    .contains("the log no longer holds target.events-0[1000000,1000001)");
        }
    }

    @Test
    void unknownResource_isAProblem() throws Exception {
        Eventually.get("version 1", () -> kafka.records(Topics.MODELS.name()).isEmpty() ? null : kafka);

        for (String path : List.of(
                "api/adaptations/none/features",
                "api/adaptations/none/embedding-map",
                "api/domains/"
                        + URLEncoder.encode("no domain", StandardCharsets.UTF_8).replace("+", "%20") + "/diagnosis")) {
            HttpResponse<byte[]> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.headers().firstValue("content-type").orElseThrow())
                    .startsWith("application/problem+json");
        }
    }

    /** Tests wait for this, because the serving model may change between two requests during a rollout. */
    private boolean serves(String domain, long version) {
        try {
            return json.readTree(get("api/releases/aliases").body()).findParents("serving").stream()
                    .anyMatch(aliases -> aliases.path("domain").asText().equals(domain)
                            && aliases.path("serving").asLong() == version);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the aliases", e);
        }
    }

    private void deleteRecords(OffsetRange range) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(range.topic(), range.partition()),
                            RecordsToDelete.beforeOffset(range.to())))
                    .all()
                    .get();
        }
    }

    private static int holdOutSize() {
        return (int) SensorEvents.source(SOURCE_EVENTS).stream()
                .filter(event -> HoldOutSplit.DEFAULT.contains(event.id()))
                .count();
    }

    private static int sum(JsonNode counts) {
        return StreamSupport.stream(counts.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    private AdaptationRecord adapt(String domain, float offset) {
        return sendAndAwaitOutcome(
                alert(domain, kafka.send(Topics.TARGET_EVENTS, domain, SensorEvents.target(domain, WINDOW, offset))));
    }

    private AdaptationRecord sendAndAwaitOutcome(DriftAlert alert) {
        kafka.send(Topics.DRIFT_ALERTS, alert.domain(), List.of(alert));
        return Eventually.get("the outcome of " + alert.id(), () -> kafka.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.alertId().equals(alert.id()))
                .findFirst()
                .orElse(null));
    }

    private static DriftAlert alert(String domain, List<OffsetRange> window) {
        return new AlertBuilder(domain, 1)
                .id(ContentId.of("alert", domain, "explained"))
                .times(SensorEvents.START, SensorEvents.START, SensorEvents.START.plusSeconds(WINDOW))
                .window(WINDOW, window)
                .featureShifts(List.of(new FeatureShift(2, .6, 5, 1, true), new FeatureShift(0, .4, 4, 0, true)))
                .build();
    }

    /** Repeats the request while the response is 202, as the page does. */
    private byte[] awaitBody(String path) {
        return Eventually.get(path, () -> {
            HttpResponse<byte[]> response = get(path);
            if (response.statusCode() == 202) {
                assertThat(response.headers().firstValue("retry-after")).hasValue("1");
                return null;
            }
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            return response.body();
        });
    }

    private HttpResponse<byte[]> get(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(service + path)).build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("request failed: " + path, e);
        }
    }
}
