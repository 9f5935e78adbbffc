package io.realign.client;

import static io.realign.client.testing.TestReleases.event;
import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.ModelTopicsFixture;
import io.realign.client.testing.TestKeys;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFollowerTest {
    private static final SigningKeys KEYS = TestKeys.generate();

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static ModelTopicsFixture topics;
    private static ArtifactServer server;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(
                List.of(new TopicSpec(Topics.MODELS.name(), 1, true), new TopicSpec(Topics.ROLLOUTS.name(), 1, true)));
        server = new ArtifactServer();
        topics = new ModelTopicsFixture(broker.bootstrapServers(), KEYS);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void follower_servesTheNewestValidRelease_andReportsEach() throws Exception {
        try (ModelFollower follower = follower()) {
            assertThatThrownBy(() -> follower.predict(event("oven", 0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected a release of the domain 'oven'");

            topics.publish(release(ModelRelease.SHARED, 1, server.put(modelPredicting(0))));
            assertThat(follower.awaitReady(ModelTopicsFixture.DEADLINE)).isTrue();
            assertThat(follower.predict(event("oven", 1)).label()).isEqualTo("acetone");

            topics.publish(release("oven", 2, server.put(modelPredicting(1))));
            ModelTopicsFixture.await(() -> follower.predict(event("oven", 2)).modelVersion() == 2);

            topics.publish(release("oven", 3, server.put(new byte[] {1, 2, 3})));
            List<ConsumerRecord<byte[], byte[]>> records = topics.rolloutRecords(5);
            assertThat(records)
                    .extracting(ModelTopicsFixture::status)
                    .extracting(RolloutStatus::domain, RolloutStatus::version, RolloutStatus::state)
                    .containsExactly(
                            tuple("*", 1L, State.LOADED),
                            tuple("*", 1L, State.ACTIVE),
                            tuple("oven", 2L, State.LOADED),
                            tuple("oven", 2L, State.ACTIVE),
                            tuple("oven", 3L, State.FAILED));
            assertIsCloudEvent(records.get(4));
            assertThat(follower.predict(event("oven", 3)))
                    .satisfies(prediction -> assertThat(prediction.label()).isEqualTo("ethanol"))
                    .satisfies(
                            prediction -> assertThat(prediction.modelVersion()).isEqualTo(2));
        }
    }

    private static ModelFollower follower() {
        return new ModelFollower(
                new FollowerSettings(
                        "billing",
                        broker.bootstrapServers(),
                        server.address(),
                        directory.resolve("cache"),
                        KEYS.trusted()),
                Clock.systemUTC());
    }

    private static void assertIsCloudEvent(ConsumerRecord<byte[], byte[]> record) {
        assertThat(new String(record.key(), UTF_8)).isEqualTo("billing/oven");

        CloudEvent event = new CloudEventDeserializer().deserialize(record.topic(), record.headers(), record.value());

        assertThat(event.getType()).isEqualTo("io.realign.rollout.RolloutStatus");
        assertThat(event.getSource()).hasToString("billing");
        assertThat(event.getSubject()).isEqualTo("oven");
        assertThat(event.getId()).hasSize(32);
    }
}
