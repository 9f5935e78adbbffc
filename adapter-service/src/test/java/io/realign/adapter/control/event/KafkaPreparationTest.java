package io.realign.adapter.control.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaProgram;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service needs of the broker before it starts its work. */
class KafkaPreparationTest {
    @TempDir
    Path directory;

    @Test
    void unavailableBroker_isAProblem_withItsAddress() throws Exception {
        assertThat(problem("127.0.0.1:1")).hasValueSatisfying(problem -> assertThat(problem)
                .contains("expected a Kafka broker that answers, got none at 127.0.0.1:1"));
    }

    @Test
    void unknownHost_isAProblem() throws Exception {
        assertThat(problem("no-such-host.invalid:9092"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("no-such-host.invalid:9092"));
    }

    @Test
    void missingTopics_areAProblem_thatSaysHowToCreateThem() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            assertThat(problem(broker.bootstrapServers())).hasValueSatisfying(problem -> assertThat(problem)
                    .contains(
                            "topic adaptations: expected on the Kafka broker at",
                            "; topic drift.alerts: expected",
                            "create it with `realign broker`"));

            createTopics(broker, Topic::minRetention);

            assertThat(problem(broker.bootstrapServers())).isEmpty();
            assertThat(warnings(broker)).isEmpty();
        }
    }

    @Test
    void shortRetention_isReported_forEachTopic() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            createTopics(broker, topic -> Duration.ofHours(1));

            List<String> warnings = warnings(broker);

            assertThat(warnings)
                    .hasSize((int) Topics.all().stream()
                            .filter(topic -> !topic.compacted())
                            .count())
                    .anySatisfy(warning -> assertThat(warning)
                            .contains("target.events: expected retention.ms of at least 604800000, got 3600000 (PT1H)"))
                    .anySatisfy(warning -> assertThat(warning)
                            .contains("source.events: expected retention.ms of -1 (unlimited), got 3600000"));
        }
    }

    private static Optional<String> problem(String bootstrap) {
        return RequiredTopics.problem(KafkaConnection.plaintext(bootstrap), EnumSet.of(KafkaProgram.ADAPTER_SERVICE));
    }

    private static List<String> warnings(EmbeddedBroker broker) throws InterruptedException {
        return RetentionCheck.warnings(KafkaConnection.plaintext(broker.bootstrapServers()));
    }

    private interface Retention {
        Duration of(Topic<?> topic);
    }

    private static void createTopics(EmbeddedBroker broker, Retention retention) {
        broker.createTopics(Stream.concat(
                        Topics.all().stream()
                                .map(topic -> new TopicSpec(
                                        topic.name(),
                                        topic.partitions(),
                                        topic.compacted(),
                                        Optional.of(retention.of(topic)))),
                        Topics.withDeadLetterTopic().stream()
                                .map(topic -> new TopicSpec(topic.deadLetterTopic(), 1, false)))
                .toList());
    }
}
