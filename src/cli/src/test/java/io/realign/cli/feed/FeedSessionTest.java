package io.realign.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.cli.rows.LabelledRow;
import io.realign.cli.watch.Messages;
import io.realign.cli.watch.TopicTail;
import io.realign.event.FeatureEvent;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus.State;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        broker.createTopics(Topics.all().stream()
                .map(topic -> new TopicSpec(topic.name(), topic.partitions(), topic.compacted()))
                .toList());
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

            assertThat(session.accuracy().count("quiet", version -> true)).hasToString("50.0 % of 2 events");
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
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (T message : messages) {
                byte[] key = new byte[0];
                var unused = producer.send(
                        new ProducerRecord<>(topic.name(), key, topic.codec().encode(message)));
            }
        }
    }
}
