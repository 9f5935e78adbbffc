package io.realign.client;

import static io.realign.client.Releases.event;
import static io.realign.client.Releases.exposed;
import static io.realign.client.Releases.favouring;
import static io.realign.client.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicPlan;
import io.realign.client.FollowerMetrics.Scorer;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerMetricsTest {
    private static final SigningKeys KEYS = TestKeys.make();

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static Bus bus;
    private static ArtifactServer server;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.create(Stream.of(Topics.MODELS, Topics.ROLLOUTS, Topics.SHADOW_PREDICTIONS)
                .map(topic -> new TopicPlan(topic.name(), 1, topic.compacted()))
                .toList());
        bus = new Bus(broker.bootstrap(), KEYS);
        server = new ArtifactServer();
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void listener_hearsOfEachSwap_andMayThrow() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        SwapListener listener = (domain, version, share) -> {
            heard.add(domain + " " + version + " " + share);
            throw new IllegalStateException("a listener that throws");
        };
        ModelRelease first = release("press", 1, server.put(favouring(0)));
        ModelRelease second = release("press", 2, server.put(favouring(1)));
        try (ModelFollower follower = follower(listener)) {
            bus.publish(first);
            Bus.await(() -> heard.contains("press 1 1000"));
            bus.publish(exposed(second, first, 0, 100, 0));
            Bus.await(() -> heard.contains("press 2 100"));
            bus.publish(exposed(second, first, 1, 1000, 0));
            Bus.await(() -> heard.contains("press 2 1000"));

            assertThat(heard.stream().filter(swap -> swap.startsWith("press")))
                    .containsExactly("press 1 1000", "press 2 100", "press 2 1000");
            assertThat(follower.predict(event("press", 1)).modelVersion()).isEqualTo(2);
        }
    }

    @Test
    void metrics_countWhatHappens() throws Exception {
        ModelRelease first = release("mill", 1, server.put(favouring(0)));
        ModelRelease second = release("mill", 2, server.put(favouring(1)));
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (ModelFollower follower = follower((domain, version, share) -> heard.add(domain + " " + version))) {
            bus.publish(first);
            Bus.await(() -> heard.contains("mill 1"));
            FollowerMetrics before = follower.metrics();
            bus.publish(exposed(second, first, 0, 0, 1000));
            Bus.await(() -> heard.contains("mill 2"));
            bus.publish(release("mill", 3, server.put(new byte[] {1, 2, 3})));
            Bus.await(() -> follower.metrics().failedLoads() == before.failedLoads() + 1);

            follower.predict(event("mill", 1));
            follower.predict(event("mill", 2));

            Bus.await(() -> follower.metrics().shadowsSent() == 2);
            FollowerMetrics after = follower.metrics();
            assertThat(after.predictions()).isEqualTo(Map.of(new Scorer("mill", 1), 2L));
            assertThat(after.swaps()).isEqualTo(before.swaps() + 1);
            assertThat(after.predicting()).isPositive();
            assertThat(after.shadowsDropped()).isZero();
        }
    }

    @Test
    void staleness_isShort_whileTheBrokerAnswers() throws Exception {
        try (ModelFollower follower = follower((domain, version, share) -> {})) {
            Bus.await(() -> follower.metrics().staleness().compareTo(Duration.ofSeconds(3)) < 0);
        }
    }

    private static ModelFollower follower(SwapListener listener) throws IOException {
        return new ModelFollower(
                new FollowerSettings(
                        "billing",
                        broker.bootstrap(),
                        server.address(),
                        Files.createTempDirectory(directory, "cache"),
                        KEYS.trusted()),
                Clock.systemUTC(),
                listener);
    }
}
