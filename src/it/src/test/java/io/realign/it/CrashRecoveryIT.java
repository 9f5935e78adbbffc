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

/** What the topics hold after the drift job and the adapter were killed in the middle of their work. */
@TestInstance(Lifecycle.PER_CLASS)
class CrashRecoveryIT {
    private static final int WINDOW = 128;
    private static final int BLOCK = 16;

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
    void everyEvent_isScoredOnce_orIsADeadLetterOnce() {
        List<String> answered = predictions().stream().map(Prediction::eventId).toList();
        List<Long> putAside = records(Topics.TARGET_EVENTS.deadLetterTopic()).stream()
                .map(record -> Long.parseLong(header(record, DeadLetter.OFFSET)))
                .toList();

        assertThat(answered).containsExactlyInAnyOrderElementsOf(ids(true));
        assertThat(putAside)
                .containsExactlyInAnyOrderElementsOf(scenario.field.sent(Topics.TARGET_EVENTS).stream()
                        .filter(sent -> !sent.valid())
                        .map(EventProducer.SentRecord::offset)
                        .toList());
    }

    @Test
    void everyKindOfInvalidRecord_isADeadLetter_withItsReasonAndItsBytes() {
        Map<String, byte[]> letters = records(Topics.TARGET_EVENTS.deadLetterTopic()).stream()
                .collect(toMap(record -> header(record, DeadLetter.REASON), ConsumerRecord::value));

        assertThat(letters).hasSameSizeAs(scenario.invalidRecords);
        scenario.invalidRecords.forEach(
                (reason, bytes) -> assertThat(letters.get(reason.name())).isEqualTo(bytes));
    }

    @Test
    void badLabelledRecords_areDeadLettersOfTheSource_once() {
        assertThat(records(Topics.SOURCE_EVENTS.deadLetterTopic()).stream()
                        .map(record -> header(record, DeadLetter.REASON)))
                .containsExactlyInAnyOrder("MALFORMED", "UNKNOWN_LABEL");
    }

    @Test
    void windows_followEachOtherWithoutGapOrRepeat_acrossTheKill() {
        for (String domain : List.of(CrashScenario.DRIFTING, CrashScenario.STEADY)) {
            List<EventProducer.SentRecord> events = scenario.field.valid(Topics.TARGET_EVENTS, domain);
            List<Long> expected = Stream.iterate(BLOCK, i -> i <= events.size(), i -> i + BLOCK)
                    .map(i -> events.get(i - 1).offset())
                    .toList();
            scenario.plant.await(
                    "every window of " + domain, () -> lastOffsets(domain).size() >= expected.size());
            List<Long> lastOffsets = lastOffsets(domain);
            assertThat(lastOffsets)
                    .as(domain)
                    .startsWith(expected.toArray(Long[]::new))
                    .hasSameSizeAs(expected);
        }
    }

    private List<Long> lastOffsets(String domain) {
        return scenario.log.messages(Topics.DRIFT_WINDOWS).stream()
                .filter(window -> window.domain().equals(domain))
                .map(CrashRecoveryIT::lastOffset)
                .toList();
    }

    @Test
    void theChange_isAlertedOnce_andTheSteadySiteNever() {
        assertThat(alerts()).extracting(DriftAlert::domain).containsExactly(CrashScenario.DRIFTING);
        assertThat(alerts()).extracting(DriftAlert::sequenceNumber).containsExactly(1);
    }

    @Test
    void theAlert_namesExactlyTheEventsOfItsWindow() {
        DriftAlert alert = alerts().get(0);
        long named = scenario.field.valid(Topics.TARGET_EVENTS, CrashScenario.DRIFTING).stream()
                .filter(sent -> alert.window().offsets().stream().anyMatch(range -> contains(range, sent)))
                .count();
        assertThat(named).isEqualTo(alert.window().count()).isEqualTo(WINDOW);
    }

    @Test
    void theAlert_isAdaptedToOnce_andReleasedOnce() {
        List<AdaptationRecord> adaptations = scenario.log.messages(Topics.ADAPTATIONS);
        assertThat(adaptations)
                .extracting(AdaptationRecord::alertId)
                .containsExactly(alerts().get(0).id());
        assertThat(adaptations).extracting(AdaptationRecord::reason).containsExactly("");
        assertThat(releases())
                .extracting(ModelRelease::displayName)
                .containsExactly("shared v1", CrashScenario.DRIFTING + " v2");
        assertThat(releases().get(1).origin().adaptationId())
                .isEqualTo(adaptations.get(0).id());
    }

    @Test
    void predictions_sayWhichVersionMadeThem_andNeverGoBack() {
        Map<String, List<Long>> versions = predictions().stream()
                .collect(groupingBy(Prediction::domain, mapping(Prediction::modelVersion, toList())));
        assertThat(versions.get(CrashScenario.DRIFTING)).isSorted().contains(1L, 2L);
        assertThat(versions.get(CrashScenario.STEADY)).containsOnly(1L);
    }

    @Test
    void everyConsumer_reportsTheRelease() {
        Map<String, Set<RolloutStatus.State>> states = scenario.log.messages(Topics.ROLLOUTS).stream()
                .filter(status -> status.domain().equals(CrashScenario.DRIFTING))
                .collect(groupingBy(RolloutStatus::consumer, mapping(RolloutStatus::state, toSet())));
        assertThat(states).isNotEmpty();
        assertThat(states.values()).allSatisfy(seen -> assertThat(seen).contains(RolloutStatus.State.ACTIVE));
    }

    @Test
    void artifacts_areServedUnderTheirDigest() throws IOException, InterruptedException {
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
    void consumerOnTheJvm_servesTheRelease_asTheReadmeSays(@TempDir Path cache) throws InterruptedException {
        var settings = new FollowerSettings(
                "billing-1", scenario.bootstrap(), URI.create(scenario.adapterAddress()), cache, scenario.keys());
        try (var follower = new ModelFollower(settings, Clock.systemUTC())) {
            assertThat(follower.awaitReady(Duration.ofMinutes(1))).isTrue();
            Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
            Prediction prediction = follower.predict(scenario.event());
            while (prediction.modelVersion() == 1 && Instant.now().isBefore(deadline)) {
                prediction = follower.predict(scenario.event());
            }
            assertThat(prediction.modelVersion()).isEqualTo(2);
        }
    }

    @Test
    void messageIds_areUnique() {
        assertUnique(scenario.log.messages(Topics.DRIFT_WINDOWS), DriftWindow::id);
        assertUnique(alerts(), DriftAlert::id);
        assertUnique(releases(), ModelRelease::id);
    }

    private static <T> void assertUnique(List<T> messages, Function<T, String> id) {
        assertThat(messages.stream().collect(groupingBy(id, counting())).values())
                .containsOnly(1L);
    }

    private List<Prediction> predictions() {
        return scenario.log.messages(Topics.PREDICTIONS);
    }

    private List<DriftAlert> alerts() {
        return scenario.log.messages(Topics.DRIFT_ALERTS);
    }

    /** Each at its last step. */
    private List<ModelRelease> releases() {
        return scenario.log.messages(Topics.MODELS).stream()
                .filter(release -> release.traffic().complete())
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return scenario.log.records(topic);
    }

    private List<String> ids(boolean usable) {
        return scenario.field.sent(Topics.TARGET_EVENTS).stream()
                .filter(sent -> sent.valid() == usable)
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
