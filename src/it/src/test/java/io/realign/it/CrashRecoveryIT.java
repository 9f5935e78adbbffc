package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.client.FollowerSettings;
import io.realign.client.ModelFollower;
import io.realign.event.ContentId;
import io.realign.event.OffsetRange;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Content of the topics after {@link CrashScenario}, in which the drift job and the adapter are killed. */
@TestInstance(Lifecycle.PER_CLASS)
class CrashRecoveryIT {
    private static final int WINDOW = 128;
    private static final int EVENTS_PER_BLOCK = 16;

    private CrashScenario scenario;

    @BeforeAll
    void start(@TempDir Path work) {
        scenario = new CrashScenario(work);
        scenario.run();
    }

    @AfterAll
    void stop() {
        scenario.close();
    }

    @Test
    void everyEvent_isScoredOrDeadLettered_exactlyOnce() {
        List<String> scored = predictions().stream().map(Prediction::eventId).toList();
        List<Long> deadLetterOffsets = records(Topics.TARGET_EVENTS.deadLetterTopic()).stream()
                .map(record -> Long.parseLong(header(record, DeadLetter.OFFSET)))
                .toList();

        assertThat(scored).containsExactlyInAnyOrderElementsOf(ids(true));
        assertThat(deadLetterOffsets)
                .containsExactlyInAnyOrderElementsOf(scenario.producer.sent(Topics.TARGET_EVENTS).stream()
                        .filter(sent -> !sent.valid())
                        .map(EventProducer.SentRecord::offset)
                        .toList());
    }

    @Test
    void everyKindOfInvalidRecord_isDeadLettered_withReasonAndBytes() {
        Map<String, byte[]> deadLetters = records(Topics.TARGET_EVENTS.deadLetterTopic()).stream()
                .collect(toMap(record -> header(record, DeadLetter.REASON), ConsumerRecord::value));

        assertThat(deadLetters).hasSameSizeAs(scenario.invalidRecords);
        scenario.invalidRecords.forEach(
                (reason, bytes) -> assertThat(deadLetters.get(reason.name())).isEqualTo(bytes));
    }

    @Test
    void invalidSourceRecords_areDeadLettered_exactlyOnce() {
        assertThat(records(Topics.SOURCE_EVENTS.deadLetterTopic()).stream()
                        .map(record -> header(record, DeadLetter.REASON)))
                .containsExactlyInAnyOrder("MALFORMED", "UNKNOWN_LABEL");
    }

    @Test
    void windows_haveNoGapsOrDuplicates_afterTheCrash() {
        for (String domain : List.of(CrashScenario.DRIFTING_SITE, CrashScenario.STABLE_SITE)) {
            List<EventProducer.SentRecord> events = scenario.producer.valid(Topics.TARGET_EVENTS, domain);
            List<Long> expected = Stream.iterate(EVENTS_PER_BLOCK, i -> i <= events.size(), i -> i + EVENTS_PER_BLOCK)
                    .map(i -> events.get(i - 1).offset())
                    .toList();
            scenario.deployment.await(
                    "all windows of " + domain, () -> lastOffsets(domain).size() >= expected.size());
            List<Long> lastOffsets = lastOffsets(domain);
            assertThat(lastOffsets)
                    .as("last offsets of the windows of " + domain)
                    .startsWith(expected.toArray(Long[]::new))
                    .hasSameSizeAs(expected);
        }
    }

    private List<Long> lastOffsets(String domain) {
        return scenario.topics.messages(Topics.DRIFT_WINDOWS).stream()
                .filter(window -> window.domain().equals(domain))
                .map(CrashRecoveryIT::lastOffset)
                .toList();
    }

    @Test
    void drift_raisesOneAlert_andTheSteadySiteRaisesNone() {
        assertThat(alerts()).extracting(DriftAlert::domain).containsExactly(CrashScenario.DRIFTING_SITE);
        assertThat(alerts()).extracting(DriftAlert::sequenceNumber).containsExactly(1);
    }

    @Test
    void alertOffsets_coverExactlyTheEventsOfItsWindow() {
        DriftAlert alert = alerts().get(0);
        long covered = scenario.producer.valid(Topics.TARGET_EVENTS, CrashScenario.DRIFTING_SITE).stream()
                .filter(sent -> alert.window().offsets().stream().anyMatch(range -> contains(range, sent)))
                .count();
        assertThat(covered).isEqualTo(alert.window().count()).isEqualTo(WINDOW);
    }

    @Test
    void alert_causesOneAdaptation_andOneRelease() {
        List<AdaptationRecord> adaptations = scenario.topics.messages(Topics.ADAPTATIONS);
        assertThat(adaptations)
                .extracting(AdaptationRecord::alertId)
                .containsExactly(alerts().get(0).id());
        assertThat(adaptations).extracting(AdaptationRecord::reason).containsExactly("");
        assertThat(releases())
                .extracting(ModelRelease::displayName)
                .containsExactly("shared v1", CrashScenario.DRIFTING_SITE + " v2");
        assertThat(releases().get(1).origin().adaptationId())
                .isEqualTo(adaptations.get(0).id());
    }

    @Test
    void predictions_haveNonDecreasingModelVersions() {
        Map<String, List<Long>> versions = predictions().stream()
                .collect(groupingBy(Prediction::domain, mapping(Prediction::modelVersion, toList())));
        assertThat(versions.get(CrashScenario.DRIFTING_SITE)).isSorted().contains(1L, 2L);
        assertThat(versions.get(CrashScenario.STABLE_SITE)).containsOnly(1L);
    }

    @Test
    void everyConsumer_reportsTheReleaseAsActive() {
        Map<String, Set<RolloutStatus.State>> states = scenario.topics.messages(Topics.ROLLOUTS).stream()
                .filter(status -> status.domain().equals(CrashScenario.DRIFTING_SITE))
                .collect(groupingBy(RolloutStatus::consumer, mapping(RolloutStatus::state, toSet())));
        assertThat(states).isNotEmpty();
        assertThat(states.values()).allSatisfy(reported -> assertThat(reported).contains(RolloutStatus.State.ACTIVE));
    }

    @Test
    void artifacts_areServedByDigest() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        for (ModelRelease release : releases()) {
            for (Artifact artifact : release.model().artifacts()) {
                URI address = URI.create(scenario.adapterAddress() + "/artifacts/" + artifact.sha256());
                byte[] bytes = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray())
                        .body();
                assertThat(ContentId.digest(bytes)).isEqualTo(artifact.sha256());
                assertThat((long) bytes.length).isEqualTo(artifact.size());
            }
        }
    }

    @Test
    void modelFollower_servesTheRelease(@TempDir Path cache) throws InterruptedException {
        var settings = new FollowerSettings(
                "billing-1", scenario.bootstrap(), URI.create(scenario.adapterAddress()), cache, scenario.keys());
        try (var follower = new ModelFollower(settings, Clock.systemUTC())) {
            assertThat(follower.awaitReady(Duration.ofMinutes(1))).isTrue();
            Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
            Prediction prediction = follower.predict(scenario.nextEvent());
            while (prediction.modelVersion() == 1 && Instant.now().isBefore(deadline)) {
                prediction = follower.predict(scenario.nextEvent());
            }
            assertThat(prediction.modelVersion()).isEqualTo(2);
        }
    }

    @Test
    void messageIds_areUnique() {
        assertUnique(scenario.topics.messages(Topics.DRIFT_WINDOWS), DriftWindow::id);
        assertUnique(alerts(), DriftAlert::id);
        assertUnique(releases(), ModelRelease::id);
    }

    private static <T> void assertUnique(List<T> messages, Function<T, String> id) {
        assertThat(messages.stream().collect(groupingBy(id, counting())).values())
                .containsOnly(1L);
    }

    private List<Prediction> predictions() {
        return scenario.topics.messages(Topics.PREDICTIONS);
    }

    private List<DriftAlert> alerts() {
        return scenario.topics.messages(Topics.DRIFT_ALERTS);
    }

    /** Releases at their last rollout step. */
    private List<ModelRelease> releases() {
        return scenario.topics.messages(Topics.MODELS).stream()
                .filter(release -> release.traffic().complete())
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return scenario.topics.records(topic);
    }

    private List<String> ids(boolean valid) {
        return scenario.producer.sent(Topics.TARGET_EVENTS).stream()
                .filter(sent -> sent.valid() == valid)
                .map(EventProducer.SentRecord::id)
                .toList();
    }

    private static long lastOffset(DriftWindow window) {
        return window.offsets().get(window.offsets().size() - 1).to() - 1;
    }

    private static boolean contains(OffsetRange range, EventProducer.SentRecord sent) {
        return range.partition() == sent.partition() && range.from() <= sent.offset() && sent.offset() < range.to();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
