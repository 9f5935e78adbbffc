package io.realign.client;

import static io.realign.client.testing.TestReleases.atStep;
import static io.realign.client.testing.TestReleases.event;
import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.client.FollowerMetrics.ModelVersion;
import io.realign.client.internal.BackgroundLoader;
import io.realign.client.internal.FollowerCounters;
import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.ModelTopicsFixture;
import io.realign.client.testing.TestKeys;
import io.realign.client.testing.TestReleases;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.rollout.Prediction;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerMetricsTest {
    private static final SigningKeys KEYS = TestKeys.generate();

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static ModelTopicsFixture topics;
    private static ArtifactServer server;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(Stream.of(Topics.MODELS, Topics.ROLLOUTS, Topics.SHADOW_PREDICTIONS)
                .map(topic -> new TopicSpec(topic.name(), 1, topic.compacted()))
                .toList());
        topics = new ModelTopicsFixture(broker.bootstrapServers(), KEYS);
        server = new ArtifactServer();
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void listener_receivesEachSwap_andMayThrow() throws Exception {
        BlockingQueue<String> swaps = new LinkedBlockingQueue<>();
        SwapListener listener = swap -> {
            swaps.add(swap.domain() + " " + swap.version() + " " + swap.trafficShare());
            throw new IllegalStateException("a listener that throws");
        };
        ModelRelease first = release("press", 1, server.put(modelPredicting(0)));
        ModelRelease second = release("press", 2, server.put(modelPredicting(1)));
        try (ModelFollower follower = follower(listener)) {
            topics.publish(first);
            ModelTopicsFixture.await(() -> swaps.contains("press 1 1000"));
            topics.publish(atStep(second, first, 0, 100, 0));
            ModelTopicsFixture.await(() -> swaps.contains("press 2 100"));
            topics.publish(atStep(second, first, 1, 1000, 0));
            ModelTopicsFixture.await(() -> swaps.contains("press 2 1000"));

            assertThat(swaps.stream().filter(swap -> swap.startsWith("press")))
                    .containsExactly("press 1 1000", "press 2 100", "press 2 1000");
            assertThat(follower.predict(event("press", 1)).modelVersion()).isEqualTo(2);
        }
    }

    @Test
    void metrics_countPredictionsSwapsAndLoads() throws Exception {
        ModelRelease first = release("mill", 1, server.put(modelPredicting(0)));
        ModelRelease second = release("mill", 2, server.put(modelPredicting(1)));
        BlockingQueue<String> swaps = new LinkedBlockingQueue<>();
        try (ModelFollower follower = follower(swap -> swaps.add(swap.domain() + " " + swap.version()))) {
            topics.publish(first);
            ModelTopicsFixture.await(() -> swaps.contains("mill 1"));
            FollowerMetrics before = follower.metrics();
            topics.publish(atStep(second, first, 0, 0, 1000));
            ModelTopicsFixture.await(() -> swaps.contains("mill 2"));
            topics.publish(release("mill", 3, server.put(new byte[] {1, 2, 3})));
            ModelTopicsFixture.await(() -> follower.metrics().failedLoads() > before.failedLoads());

            follower.predict(event("mill", 1));
            follower.predict(event("mill", 2));

            ModelTopicsFixture.await(() -> follower.metrics().shadowPredictionsSent() == 2);
            FollowerMetrics after = follower.metrics();
            assertThat(after.predictionsByModel()).isEqualTo(Map.of(new ModelVersion("mill", 1), 2L));
            assertThat(swaps.stream().filter(swap -> swap.startsWith("mill"))).containsExactly("mill 1", "mill 2");
            // The releases of other tests are loaded at the same time.
            ModelTopicsFixture.await(() -> follower.metrics().swaps() == swaps.size());
            assertThat(after.predictionTime()).isPositive();
            assertThat(after.shadowPredictionsDropped()).isZero();
        }
    }

    @Test
    void meters_matchTheMetrics_andTheDocumentation() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MicrometerFollowerMetrics meters = new MicrometerFollowerMetrics(registry, "billing");
        try (ModelFollower follower = follower(meters)) {
            meters.bind(follower);
            topics.publish(release("saw", 1, server.put(modelPredicting(0))));
            topics.publish(release("saw", 2, server.put(modelPredicting(1))));
            ModelTopicsFixture.await(() ->
                    registry.scrape().contains("realign_rollout_version{consumer=\"billing\",domain=\"saw\"} 2.0"));
            follower.predict(event("saw", 1));

            String scrape = registry.scrape();
            assertThat(scrape).contains("realign_rollout_prediction_seconds_count{consumer=\"billing\"} 1");
            assertThat(names(scrape, "^(realign_[a-z_]+?)(_(count|sum|max))?\\{"))
                    .isEqualTo(names(
                            Files.readString(Path.of("..", "site", "monitoring.md")),
                            "^\\| `(realign_[a-z_]+)` \\|[^|]*\\|[^|]*\\bclient\\b[^|]*\\|"));
        }
    }

    private static Set<String> names(String text, String line) {
        return Pattern.compile(line, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void totalPredictions_includeEvictedVersions() {
        FollowerCounters counts = new FollowerCounters();
        counts.countPrediction(new Prediction("e", "mill", TestReleases.NOW, "acetone", List.of(1f), "mill", 1));
        counts.countSwap("mill", 1 + FollowerCounters.MAX_VERSIONS_PER_DOMAIN);

        FollowerMetrics metrics =
                counts.snapshot(new BackgroundLoader.LoadStatistics(0, Duration.ZERO), 0, Duration.ZERO);

        assertThat(metrics.predictionsByModel()).isEmpty();
        assertThat(metrics.totalPredictions()).isEqualTo(1);
    }

    @Test
    void staleness_isShort_whileTheBrokerIsAvailable() throws Exception {
        try (ModelFollower follower = follower(swap -> {})) {
            ModelTopicsFixture.await(() -> follower.metrics().staleness().compareTo(Duration.ofSeconds(3)) < 0);
        }
    }

    private static ModelFollower follower(SwapListener listener) throws IOException {
        return new ModelFollower(
                new FollowerSettings(
                        "billing",
                        broker.bootstrapServers(),
                        server.address(),
                        Files.createTempDirectory(directory, "cache"),
                        KEYS.trusted()),
                Clock.systemUTC(),
                listener);
    }
}
