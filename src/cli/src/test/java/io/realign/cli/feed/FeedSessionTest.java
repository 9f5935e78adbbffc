package io.realign.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.DriftAlert;
import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.cli.rows.LabelledRow;
import io.realign.cli.watch.Messages;
import io.realign.cli.watch.TopicTail;
import io.realign.event.ContractViolation;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.FeatureEvent;
import io.realign.replay.KafkaLogReader;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus.State;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedSessionTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final LabelledRow ROW = new LabelledRow("ethanol", new float[] {1, 2});

    @TempDir
    private static Path data;

    private static EmbeddedBroker broker;

    private final List<String> printed = new ArrayList<>();

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(data);
        createTopics(broker);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void labels_areSentToTheSourceTopicOnly() {
        try (FeedSession session = session();
                TopicTail tail = TopicTail.fromBeginning(
                        KafkaConnection.plaintext(broker.bootstrapServers()),
                        List.of(Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS))) {
            session.sendSource("laboratory", List.of(ROW));
            session.sendTarget("site", 0, ROW.features(), new GroundTruth(ROW.label(), "quiet"));

            List<FeatureEvent> events = poll(tail, Set.of("laboratory", "site"));

            assertThat(events)
                    .filteredOn(event -> event.domain().equals("laboratory"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.label()).contains("ethanol"));
            assertThat(events)
                    .filteredOn(event -> event.domain().equals("site"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.label()).isEmpty());
        }
    }

    @Test
    void predictions_areScoredWithTheWithheldLabels() {
        try (FeedSession session = session()) {
            session.sendTarget("join", 0, ROW.features(), new GroundTruth("ethanol", "quiet"));
            session.sendTarget("join", 1, ROW.features(), new GroundTruth("acetone", "quiet"));
            write(Topics.PREDICTIONS, prediction("join-0"), prediction("join-1"));

            Instant deadline = Instant.now().plus(DEADLINE);
            while (session.accuracy().pending() > 0 && Instant.now().isBefore(deadline)) {
                session.poll();
            }

            assertThat(session.accuracy().total("quiet")).hasToString("50.0 % of 2 events");
        }
    }

    @Test
    void awaitBaseModel_returnsTheReleaseThatTheConsumersServe() {
        write(Topics.MODELS, Messages.release("*", 1, ""));
        write(Topics.ROLLOUTS, Messages.status("job/0", "*", 1, State.ACTIVE));

        try (FeedSession session = session()) {
            assertThat(session.awaitBaseModel().displayName()).isEqualTo("shared v1");
        }
    }

    @Test
    void awaitPredictions_ends_whenAnEventBecomesADeadLetter() {
        try (FeedSession session = session()) {
            session.sendTarget("rejected", 0, ROW.features(), new GroundTruth("ethanol", "quiet"));
            session.sendTarget("rejected", 1, ROW.features(), new GroundTruth("ethanol", "quiet"));
            session.flush();
            for (var record : records(Topics.TARGET_EVENTS.name(), "rejected")) {
                writeDeadLetter(record.partition(), record.offset());
            }

            session.awaitPredictions(() -> "waiting");

            assertThat(session.accuracy().rejected()).isEqualTo(2);
        }
        assertThat(printed)
                .contains("2 events were rejected and have no prediction; the last one: expected 4 features, got 2");
    }

    @Test
    void invalidAlert_doesNotEndTheSession() {
        try (FeedSession session = session()) {
            write(new ProducerRecord<>(Topics.DRIFT_ALERTS.name(), new byte[] {1, 2, 3}));
            DriftAlert alert = Messages.alert("alert-after-junk", "after-junk");
            write(Topics.DRIFT_ALERTS, alert);

            Instant deadline = Instant.now().plus(DEADLINE);
            while (session.alerts().openAlerts().isEmpty() && Instant.now().isBefore(deadline)) {
                session.poll();
            }

            assertThat(session.alerts().openAlerts())
                    .extracting(DriftAlert::domain)
                    .contains("after-junk");
        }
    }

    @Test
    void events_areWritten_afterABrokerOutage(@TempDir Path directory) throws Exception {
        int port = freePort();
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        EmbeddedBroker first = EmbeddedBroker.start(port, directory);
        createTopics(first);
        try (FeedSession session =
                new FeedSession(KafkaConnection.plaintext("127.0.0.1:" + port), Clock.systemUTC(), lines::add)) {
            session.sendSource("laboratory", List.of(ROW));
            first.close();
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> session.sendSource("outage", List.of(ROW, ROW)));
            await(() -> lines.stream().anyMatch(line -> line.startsWith("waiting for the Kafka broker")));

            try (EmbeddedBroker restarted = EmbeddedBroker.start(port, directory)) {
                sending.get(60, TimeUnit.SECONDS);
                assertThat(restarted.bootstrapServers()).endsWith(":" + port);
            }
        }
        assertThat(lines).endsWith("2 labelled events of outage sent");
    }

    private static void createTopics(EmbeddedBroker target) {
        Stream<TopicSpec> topics =
                Topics.all().stream().map(topic -> new TopicSpec(topic.name(), topic.partitions(), topic.compacted()));
        target.createTopics(
                Stream.concat(topics, Stream.of(new TopicSpec(Topics.TARGET_EVENTS.deadLetterTopic(), 1, false)))
                        .toList());
    }

    private static void writeDeadLetter(int partition, long offset) {
        String topic = Topics.TARGET_EVENTS.deadLetterTopic();
        ContractViolation violation = new ContractViolation(Reason.WRONG_SHAPE, "expected 4 features, got 2");
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, new byte[0]);
        DeadLetter.of(violation, Topics.TARGET_EVENTS.name(), partition, offset, "scoring", null, null)
                .headers()
                .forEach(record.headers()::add);
        write(record);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String topic, String key) {
        return new KafkaLogReader(KafkaConnection.plaintext(broker.bootstrapServers()))
                .readAll(topic).stream()
                        .filter(record -> Arrays.equals(record.key(), key.getBytes(UTF_8)))
                        .toList();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(20);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private FeedSession session() {
        return new FeedSession(KafkaConnection.plaintext(broker.bootstrapServers()), Clock.systemUTC(), printed::add);
    }

    /** Other tests write to the same topics. */
    private static List<FeatureEvent> poll(TopicTail tail, Set<String> domains) {
        List<FeatureEvent> events = new ArrayList<>();
        Instant deadline = Instant.now().plus(DEADLINE);
        while (events.size() < domains.size() && Instant.now().isBefore(deadline)) {
            tail.poll(Duration.ofMillis(100)).stream()
                    .map(FeatureEvent.class::cast)
                    .filter(event -> domains.contains(event.domain()))
                    .forEach(events::add);
        }
        return events;
    }

    private static Prediction prediction(String eventId) {
        return new Prediction(eventId, "join", Instant.EPOCH, "ethanol", List.of(1f), "*", 1);
    }

    @SafeVarargs
    private static <T> void write(Topic<T> topic, T... messages) {
        for (T message : messages) {
            write(new ProducerRecord<>(topic.name(), new byte[0], topic.codec().encode(message)));
        }
    }

    private static void write(ProducerRecord<byte[], byte[]> record) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var unused = producer.send(record);
        }
    }
}
