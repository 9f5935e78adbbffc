package io.realign.jobs.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.jobs.runtime.MetricsScrape;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import io.realign.testing.AdaptationBuilder;
import io.realign.window.DriftWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** The whole job with an embedded broker. */
class DriftJobTest extends DriftJobTestBase {
    private static final byte[] INVALID_VALUE = "not an event".getBytes(UTF_8);
    private static final int EVENTS_PER_BLOCK = GaussianEventStream.WINDOW / 8;
    private static final int MAX_BLOCKS = 100;

    private final GaussianEventStream source = GaussianEventStream.source(1);
    private final GaussianEventStream target = GaussianEventStream.target(2);
    private final List<String> ovenIds = new ArrayList<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    @Override
    EventContract contract() {
        return new EventContract(GaussianEventStream.WIDTH, List.of("gas", "air"), Duration.ofHours(1));
    }

    @Override
    DriftSettings settings() {
        return GaussianEventStream.settings();
    }

    @Test
    void drift_raisesOneAlert_withTheOffsetsOfTheDriftedEvents_acrossARestart() throws Exception {
        sendSource();
        sendTarget(236, 0);
        awaitWindows();

        restartJob();
        sendTarget(300, 2);
        List<DriftWindow> windows = awaitWindows();

        List<DriftAlert> alerts = topics.messagesUntil(Topics.DRIFT_ALERTS, found -> !found.isEmpty());
        assertThat(alerts).hasSize(1);
        DriftAlert alert = alerts.get(0);
        assertThat(alert.domain()).isEqualTo("oven");
        List<String> windowIds = idsAt(alert.window().offsets(), Topics.TARGET_EVENTS, "oven");
        int firstIndex = ovenIds.indexOf(windowIds.get(0));
        assertThat(firstIndex).isGreaterThanOrEqualTo(300);
        assertThat(windowIds).isEqualTo(ovenIds.subList(firstIndex, firstIndex + GaussianEventStream.WINDOW));
        assertThat(idsAt(alert.reference().offsets(), Topics.SOURCE_EVENTS, "lab"))
                .hasSize(300);
        assertThat(windows).extracting(DriftWindow::id).doesNotHaveDuplicates();
        assertCloudEvent(alert);
    }

    @Test
    void rejectedAdaptation_makesTheAlertWindowTheReference() throws Exception {
        sendSource();
        sendTarget(100, 0);
        sendTarget(200, 2);
        DriftAlert alert = topics.messagesUntil(Topics.DRIFT_ALERTS, found -> !found.isEmpty())
                .get(0);

        endAdaptation(alert);
        sendUntilReferenceIs(alert.id());
        sendTarget(300, -2);

        assertThat(topics.messagesUntil(Topics.DRIFT_ALERTS, found -> found.size() > 1))
                .extracting(next -> next.reference().name())
                .containsExactly(DriftWindow.SOURCE, alert.id());
    }

    @Test
    void job_exportsTheDocumentedMetrics() throws Exception {
        sendSource();

        assertThat(MetricsScrape.scrapedNames(metricsPort)).isEqualTo(MetricsScrape.documentedNames("drift job"));
    }

    @Test
    void invalidSourceRecord_isDeadLettered_onceWithItsBytesAndReason() throws Exception {
        producer.send(new ProducerRecord<>(Topics.SOURCE_EVENTS.name(), 2, "lab".getBytes(UTF_8), INVALID_VALUE))
                .get();
        sendSource();

        String deadLetters = Topics.SOURCE_EVENTS.deadLetterTopic();
        List<ConsumerRecord<byte[], byte[]>> records = topics.readUntil(deadLetters, found -> !found.isEmpty());

        assertThat(records).hasSize(1);
        ConsumerRecord<byte[], byte[]> record = records.get(0);
        assertThat(record.value()).isEqualTo(INVALID_VALUE);
        assertThat(record.key()).isEqualTo("lab".getBytes(UTF_8));
        assertThat(header(record, DeadLetter.REASON)).isEqualTo("MALFORMED");
        assertThat(header(record, DeadLetter.CAUSE)).contains("C3 01");
        assertThat(header(record, DeadLetter.TOPIC)).isEqualTo("source.events");
        assertThat(header(record, DeadLetter.PARTITION)).isEqualTo("2");
        assertThat(header(record, DeadLetter.OFFSET)).isEqualTo("0");
        assertThat(header(record, DeadLetter.REJECTED_BY)).isEqualTo("drift-job");
    }

    /** Sends the source events and waits for windows of both domains. */
    private void sendSource() throws Exception {
        for (LocatedEvent event : source.next("lab", 300, 0)) {
            send(Topics.SOURCE_EVENTS, event.event());
        }
        sendTarget(GaussianEventStream.WINDOW, 0);
        topics.messagesUntil(
                Topics.DRIFT_WINDOWS,
                found -> found.stream().map(DriftWindow::domain).distinct().count() == 2);
    }

    /** Sends events of two domains in turn; {@code mean} applies to "oven" only. */
    private void sendTarget(int events, double mean) throws Exception {
        for (int i = 0; i < events; i++) {
            FeatureEvent oven = target.next("oven", 1, mean).get(0).event();
            ovenIds.add(oven.id());
            send(Topics.TARGET_EVENTS, oven);
            send(Topics.TARGET_EVENTS, target.next("kiln", 1, 0).get(0).event());
        }
        awaitSent();
    }

    private void sendUntilReferenceIs(String reference) throws Exception {
        for (int i = 0; i < MAX_BLOCKS; i++) {
            sendTarget(EVENTS_PER_BLOCK, 2);
            if (awaitWindows().stream().anyMatch(window -> window.reference().equals(reference))) {
                return;
            }
        }
        throw new AssertionError("no window has the reference " + reference);
    }

    /** Waits for the windows of all target events, and checks that there are no others. */
    private List<DriftWindow> awaitWindows() {
        int windowsPerDomain = ovenIds.size() / EVENTS_PER_BLOCK;
        List<DriftWindow> windows =
                topics.messagesUntil(Topics.DRIFT_WINDOWS, found -> found.size() >= 2 * windowsPerDomain);
        assertThat(windows).hasSize(2 * windowsPerDomain);
        return windows;
    }

    private void send(Topic<FeatureEvent> topic, FeatureEvent event) {
        sent.add(producer.send(new ProducerRecord<>(
                topic.name(), event.domain().getBytes(UTF_8), topic.codec().encode(event))));
    }

    private void awaitSent() throws Exception {
        for (Future<RecordMetadata> future : sent) {
            future.get();
        }
        sent.clear();
    }

    private void endAdaptation(DriftAlert alert) throws Exception {
        AdaptationRecord rejected = new AdaptationBuilder(alert.id(), alert.domain(), AdaptationRecord.Outcome.REJECTED)
                .id("a1")
                .reason("worse on the hold-out")
                .times(GaussianEventStream.START, GaussianEventStream.START)
                .build();
        producer.send(new ProducerRecord<>(
                        Topics.ADAPTATIONS.name(),
                        "oven".getBytes(UTF_8),
                        Topics.ADAPTATIONS.codec().encode(rejected)))
                .get();
    }

    /** Ids of the events of a domain in the offset ranges. */
    private List<String> idsAt(List<OffsetRange> ranges, Topic<FeatureEvent> topic, String domain) {
        return topics
                .readUntil(topic.name(), found -> ranges.stream().allMatch(range -> reaches(found, range)))
                .stream()
                .filter(record -> ranges.stream().anyMatch(range -> contains(range, record)))
                .map(record -> topic.codec()
                        .decode(record.value())
                        .orElseThrow(rejection -> new IllegalStateException(rejection.description())))
                .filter(event -> event.domain().equals(domain))
                .map(FeatureEvent::id)
                .toList();
    }

    private static boolean reaches(List<ConsumerRecord<byte[], byte[]>> found, OffsetRange range) {
        return found.stream()
                .anyMatch(record -> record.partition() == range.partition() && record.offset() == range.to() - 1);
    }

    private static boolean contains(OffsetRange range, ConsumerRecord<byte[], byte[]> record) {
        return record.partition() == range.partition()
                && record.offset() >= range.from()
                && record.offset() < range.to();
    }

    private void assertCloudEvent(DriftAlert alert) {
        ConsumerRecord<byte[], byte[]> record = topics.readUntil(Topics.DRIFT_ALERTS.name(), found -> !found.isEmpty())
                .get(0);
        assertThat(record.key()).isEqualTo("oven".getBytes(UTF_8));

        CloudEvent event = new CloudEventDeserializer().deserialize(record.topic(), record.headers(), record.value());

        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getId()).isEqualTo(alert.id());
        assertThat(event.getType()).isEqualTo("io.realign.alert.DriftAlert");
        assertThat(event.getSource()).hasToString("/drift-job");
        assertThat(event.getSubject()).isEqualTo("oven");
        assertThat(event.getTime().toInstant()).isEqualTo(alert.times().confirmedAt());
        assertThat(event.getDataContentType()).isEqualTo("application/avro");
        assertThat(event.getData().toBytes()).isEqualTo(record.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
