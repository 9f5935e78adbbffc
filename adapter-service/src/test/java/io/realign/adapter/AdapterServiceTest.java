package io.realign.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.HoldOutSplit;
import io.realign.adaptation.gate.CandidateResult;
import io.realign.adaptation.gate.GateResult;
import io.realign.adapter.control.adaptation.AdaptationProgress;
import io.realign.alert.DriftAlert;
import io.realign.event.ContentId;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.model.Artifact;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.model.Signature;
import io.realign.model.Verification;
import io.realign.schemas.Topics;
import io.realign.testing.AlertBuilder;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerResource.class)
class AdapterServiceTest {
    private static final int SOURCE_EVENTS = 400;
    private static final int WINDOW = 160;

    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    private KafkaTestClient kafka;
    private ModelRelease baseModel;

    @Inject
    ProgressRecorder progressRecorder;

    @BeforeEach
    void awaitBaseModel() throws Exception {
        kafka = new KafkaTestClient(bootstrap);
        if (kafka.records(Topics.SOURCE_EVENTS.name()).isEmpty()) {
            // Readiness does not require a base model.
            assertThat(get("q/health/ready").statusCode()).isEqualTo(200);
            List<FeatureEvent> source = SensorEvents.source(SOURCE_EVENTS);
            kafka.sendBytes(Topics.SOURCE_EVENTS.name(), "source-1", List.of("no event".getBytes(UTF_8)));
            kafka.send(Topics.SOURCE_EVENTS, "source-1", source);
        }
        baseModel = Eventually.get("version 1", () -> release(ModelRelease.SHARED, 1));
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void baseModel_isTrainedOnTheSource_withoutTheHoldOutSet() {
        long training = SensorEvents.source(SOURCE_EVENTS).stream()
                .filter(event -> !HoldOutSplit.DEFAULT.contains(event.id()))
                .count();
        assertThat(baseModel.provenance().trainingData())
                .allMatch(data -> data.range().topic().equals(Topics.SOURCE_EVENTS.name()));
        assertThat(baseModel.provenance().trainingData().stream()
                        .mapToLong(DataDigest::events)
                        .sum())
                .isEqualTo(training);
        assertThat(baseModel.origin().parentVersion()).isZero();
        assertThat(baseModel.origin().adaptationId()).isEmpty();
    }

    @Test
    void artifacts_areServedByDigest() throws Exception {
        for (Artifact artifact : baseModel.model().artifacts()) {
            HttpResponse<byte[]> response = get("artifacts/" + artifact.sha256());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(ContentId.digest(response.body())).isEqualTo(artifact.sha256());
            assertThat(response.headers().firstValue("cache-control")).hasValue("public, max-age=31536000, immutable");
            assertThat(response.headers().firstValue("content-type")).hasValue("application/octet-stream");
            assertThat(response.headers().firstValueAsLong("content-length")).hasValue(artifact.size());
        }
    }

    @Test
    void artifact_supportsHeadRequests() throws Exception {
        Artifact artifact = baseModel.model().artifacts().get(0);
        HttpRequest head = HttpRequest.newBuilder(service.resolve("artifacts/" + artifact.sha256()))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<byte[]> response = http.send(head, BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(artifact.size());
        assertThat(response.body()).isEmpty();
    }

    @Test
    void missingArtifact_isReportedAsAProblem() throws Exception {
        HttpResponse<byte[]> response = get("artifacts/" + "0".repeat(64));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("application/problem+json");
        assertThat(new String(response.body(), UTF_8))
                .contains("\"status\":404")
                .contains("0".repeat(64));
    }

    @Test
    void malformedDigest_isRejectedAsABadRequest() throws Exception {
        assertThat(get("artifacts/passwd").statusCode()).isEqualTo(400);
        assertThat(get("artifacts/..%2F..%2Fpasswd").statusCode()).isIn(400, 404);
    }

    @Test
    void smallDrift_leadsToARelease_withProvenance() throws Exception {
        List<OffsetRange> window = kafka.send(Topics.TARGET_EVENTS, "oven", SensorEvents.target("oven", WINDOW, .5f));
        DriftAlert alert = alert("oven", 1, window, WINDOW);

        AdaptationRecord record = sendAndAwaitOutcome(alert);

        assertThat(record.reason()).isEmpty();
        assertThat(record.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(record.input().targetRows()).isEqualTo(WINDOW);
        assertThat(record.checks()).isNotEmpty().allMatch(check -> check.passed());
        ModelRelease release = release("oven", 2);
        assertThat(release.origin().alertId()).isEqualTo(alert.id());
        assertThat(release.origin().adaptationId()).isEqualTo(record.id());
        assertThat(release.origin().parentVersion()).isEqualTo(1);
        assertThat(release.provenance().trainingData())
                .extracting(DataDigest::range)
                .containsAll(window);
        assertThat(record.input().sourceRows() + record.input().targetRows())
                .isEqualTo((int) release.provenance().trainingData().stream()
                        .mapToLong(DataDigest::events)
                        .sum());
        assertThat(get("artifacts/" + release.model().artifacts().get(0).sha256())
                        .statusCode())
                .isEqualTo(200);
        assertThat(new String(get("api/releases").body(), UTF_8)).contains(release.id());
        assertThat(record.evaluation().servingAccuracyEstimate())
                .hasValueSatisfying(estimate -> assertThat(estimate).isBetween(0.0, 1.0));
        assertThat(record.evaluation().candidates())
                .filteredOn(CandidateResult::accepted)
                .anySatisfy(candidate -> assertThat(candidate.gateResults())
                        .extracting(GateResult::checks)
                        .contains(record.checks()));
        assertThat(new String(get("api/adaptations").body(), UTF_8))
                .contains(
                        record.id(),
                        "\"candidateAccuracyEstimate\":"
                                + record.evaluation()
                                        .candidateAccuracyEstimate()
                                        .orElseThrow());
    }

    @Test
    void alertWithoutAShift_isRejected_andTheServingModelRemains() {
        List<OffsetRange> window = kafka.send(Topics.TARGET_EVENTS, "still", SensorEvents.target("still", WINDOW, 0));

        AdaptationRecord record = sendAndAwaitOutcome(alert("still", 1, window, WINDOW));

        assertThat(record.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(record.checks()).anyMatch(check -> !check.passed());
        assertThat(record.reason()).contains("class shares explain the shift");
        assertThat(record.version()).isZero();
        assertThat(release("still", 2)).isNull();
    }

    @Test
    void recordLargerThanADeadLetterCanBe_doesNotStopTheAlerts() {
        kafka.sendLarge(Topics.DRIFT_ALERTS.name(), "junk", new byte[3_000_000]);

        AdaptationRecord record = sendAndAwaitOutcome(alert("after-junk", 1, expiredOffsets(), 1));

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void release_isPublishedAsACloudEvent() {
        CloudEvent event = cloudEvent(kafka.records(Topics.MODELS.name()).get(0));

        assertThat(event.getId()).isEqualTo(baseModel.id());
        assertThat(event.getType()).isEqualTo(ModelRelease.class.getName());
        assertThat(event.getSource()).hasToString("/adapter-service");
        assertThat(event.getSubject()).isEqualTo(ModelRelease.SHARED);
        assertThat(event.getTime().toInstant()).isEqualTo(baseModel.createdAt());
    }

    @Test
    void release_hasNoTraceHeaders_withoutTracing() {
        assertThat(kafka.records(Topics.MODELS.name()))
                .allMatch(record -> record.headers().lastHeader("traceparent") == null);
    }

    @Test
    void outcome_isPublishedAsACloudEvent() {
        AdaptationRecord record = sendAndAwaitOutcome(alert("outcome", 1, expiredOffsets(), 1));

        assertThat(kafka.records(Topics.ADAPTATIONS.name()))
                .extracting(AdapterServiceTest::cloudEvent)
                .filteredOn(event -> event.getId().equals(record.id()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getType()).isEqualTo(AdaptationRecord.class.getName());
                    assertThat(event.getSubject()).isEqualTo("outcome");
                });
    }

    @Test
    void envelope_containsTheSignedRelease() throws Exception {
        byte[] signed = kafka.records(Topics.MODELS.name()).get(0).value();

        for (String query : List.of("id=" + baseModel.id(), "domain=*&version=1")) {
            JsonNode envelope = new ObjectMapper()
                    .readTree(get("api/releases/envelope?" + query).body());
            assertThat(envelope.path("payload").binaryValue()).isEqualTo(signed);
        }
        assertThat(get("api/releases/envelope?domain=*").statusCode()).isEqualTo(400);
        assertThat(get("api/releases/envelope?domain=*&version=2").statusCode()).isEqualTo(404);
    }

    @Test
    void provenanceStatement_isSigned() throws Exception {
        JsonNode envelope = new ObjectMapper()
                .readTree(get("api/releases/" + baseModel.id() + "/statement").body());
        byte[] payload = envelope.path("payload").binaryValue();
        JsonNode signed = envelope.path("signatures").path(0);
        Signature signature =
                new Signature(signed.path("keyid").asText(), signed.path("sig").binaryValue());

        assertThat(TestSigningKeys.keys()
                        .trusted()
                        .verify(envelope.path("payloadType").asText(), payload, signature, Instant.now()))
                .isInstanceOf(Verification.Verified.class);
        JsonNode statement = new ObjectMapper().readTree(payload);
        assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.at("/subject/0/digest/sha256").asText())
                .isEqualTo(baseModel.model().artifacts().get(0).sha256());
        assertThat(statement
                        .at("/predicate/buildDefinition/internalParameters/engine")
                        .asText())
                .startsWith("ND4J");
        assertThat(get("api/releases/none/statement").statusCode()).isEqualTo(404);
    }

    @Test
    void duplicateAlert_leadsToOneAdaptation() {
        List<OffsetRange> window = kafka.send(Topics.TARGET_EVENTS, "twice", SensorEvents.target("twice", WINDOW, .5f));
        DriftAlert alert = alert("twice", 1, window, WINDOW);
        kafka.send(Topics.DRIFT_ALERTS, "twice", List.of(alert, alert));

        // Alerts of a domain are processed in event time order, so the first two have been processed.
        sendAndAwaitOutcome(alert("twice", 2, expiredOffsets(), 1));

        assertThat(records(alert)).hasSize(1);
        assertThat(kafka.messages(Topics.MODELS).stream()
                        .filter(release -> release.origin().alertId().equals(alert.id()))
                        .map(ModelRelease::id)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void waitingAlerts_areProcessedByPriority_oneAtATime() {
        List<OffsetRange> window = kafka.send(Topics.TARGET_EVENTS, "busy", SensorEvents.target("busy", WINDOW, .5f));
        DriftAlert busy = alert("busy", 1, window, WINDOW);
        kafka.send(Topics.DRIFT_ALERTS, "busy", List.of(busy));
        Eventually.get(
                "the start of the first adaptation",
                () -> progressRecorder.domains.contains("busy") ? progressRecorder : null);

        DriftAlert near = alert("near", 1, expiredOffsets(), 1, 1.1);
        DriftAlert far = alert("far", 1, expiredOffsets(), 1, 9);
        kafka.send(Topics.DRIFT_ALERTS, "near", List.of(near));
        kafka.send(Topics.DRIFT_ALERTS, "far", List.of(far));

        AdaptationRecord first = awaitOutcome(busy);
        AdaptationRecord second = awaitOutcome(far);
        AdaptationRecord third = awaitOutcome(near);
        assertThat(second.timing().startedAt()).isAfterOrEqualTo(first.timing().finishedAt());
        assertThat(third.timing().startedAt()).isAfterOrEqualTo(second.timing().finishedAt());
    }

    @Test
    void malformedAlert_goesToTheDeadLetterTopic_andTheNextIsProcessed() {
        byte[] garbage = "not an alert".getBytes(UTF_8);
        List<OffsetRange> offsets = kafka.sendBytes(Topics.DRIFT_ALERTS.name(), "noise", List.of(garbage));

        sendAndAwaitOutcome(alert("after-noise", 1, expiredOffsets(), 1));

        var deadLetters = Eventually.get("a dead letter", () -> {
            var all = kafka.records(Topics.DRIFT_ALERTS.deadLetterTopic());
            return all.isEmpty() ? null : all;
        });
        assertThat(deadLetters).anySatisfy(deadLetter -> {
            assertThat(deadLetter.value()).isEqualTo(garbage);
            assertThat(new String(deadLetter.key(), UTF_8)).isEqualTo("noise");
            assertThat(new String(
                            deadLetter
                                    .headers()
                                    .lastHeader("dead-letter-offset")
                                    .value(),
                            UTF_8))
                    .isEqualTo(Long.toString(offsets.get(0).from()));
            assertThat(new String(deadLetter.headers().lastHeader("stage").value(), UTF_8))
                    .isEqualTo("adapter-service");
        });
    }

    @Test
    void alertWithExpiredEvents_fails_andNamesTheRetention() {
        AdaptationRecord record = sendAndAwaitOutcome(alert("gone", 1, expiredOffsets(), 1));

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.reason()).contains("the log no longer holds target.events-0[1000000,1000001)", "retention");
        assertThat(release("gone", 2)).isNull();
    }

    @Test
    void labelledTargetEvent_isExcludedFromTraining() {
        List<FeatureEvent> events = new ArrayList<>(SensorEvents.target("leaky", WINDOW, .5f));
        FeatureEvent first = events.get(0);
        events.set(0, new FeatureEvent(first.id(), "leaky", first.time(), first.features(), Optional.of("acetone")));
        List<OffsetRange> window = kafka.send(Topics.TARGET_EVENTS, "leaky", events);

        AdaptationRecord record = sendAndAwaitOutcome(alert("leaky", 1, window, WINDOW));

        assertThat(record.outcome()).isNotEqualTo(Outcome.FAILED);
        assertThat(record.input().targetRows()).isEqualTo(WINDOW - 1);
    }

    @Test
    void eventsOfOtherDomains_inTheSameRange_areExcluded() {
        List<OffsetRange> window = kafka.send(Topics.TARGET_EVENTS, "mine", SensorEvents.target("mine", WINDOW, .5f));
        int partition = window.get(0).partition();
        List<OffsetRange> all = kafka.records(Topics.TARGET_EVENTS.name()).stream()
                .filter(record -> record.partition() == partition)
                .map(record -> OffsetRange.of(record.topic(), partition, record.offset()))
                .reduce(OffsetRange::span)
                .stream()
                .toList();

        AdaptationRecord record = sendAndAwaitOutcome(alert("mine", 1, all, WINDOW));

        assertThat(record.input().targetRows()).isEqualTo(WINDOW);
    }

    private static CloudEvent cloudEvent(ConsumerRecord<byte[], byte[]> record) {
        return new CloudEventDeserializer().deserialize(record.topic(), record.headers(), record.value());
    }

    private static List<OffsetRange> expiredOffsets() {
        return List.of(OffsetRange.of(Topics.TARGET_EVENTS.name(), 0, 1_000_000));
    }

    private static DriftAlert alert(String domain, int sequenceNumber, List<OffsetRange> window, long count) {
        return alert(domain, sequenceNumber, window, count, 2);
    }

    private static DriftAlert alert(
            String domain, int sequenceNumber, List<OffsetRange> window, long count, double score) {
        return new AlertBuilder(domain, sequenceNumber)
                .id(ContentId.of("alert", domain, Integer.toString(sequenceNumber)))
                .times(SensorEvents.START, SensorEvents.START, SensorEvents.START.plusSeconds(count))
                .score(score)
                .window(count, window)
                .build();
    }

    private AdaptationRecord sendAndAwaitOutcome(DriftAlert alert) {
        kafka.send(Topics.DRIFT_ALERTS, alert.domain(), List.of(alert));
        return awaitOutcome(alert);
    }

    private AdaptationRecord awaitOutcome(DriftAlert alert) {
        return Eventually.get(
                "the outcome of " + alert,
                () -> records(alert).stream().findFirst().orElse(null));
    }

    private List<AdaptationRecord> records(DriftAlert alert) {
        return kafka.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.alertId().equals(alert.id()))
                .toList();
    }

    private ModelRelease release(String domain, long version) {
        return kafka.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(domain) && release.version() == version)
                .findFirst()
                .orElse(null);
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(service + path)).build(), BodyHandlers.ofByteArray());
    }

    /** Domains for which adaptation progress was published. */
    @Singleton
    static class ProgressRecorder {
        final Set<String> domains = ConcurrentHashMap.newKeySet();

        void onProgress(@Observes AdaptationProgress progress) {
            domains.add(progress.domain());
        }
    }
}
