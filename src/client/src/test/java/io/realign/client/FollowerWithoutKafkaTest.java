package io.realign.client;

import static io.realign.client.testing.TestReleases.atStep;
import static io.realign.client.testing.TestReleases.event;
import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.client.internal.ReleaseCache;
import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.ModelTopicsFixture;
import io.realign.client.testing.SmallOnnxModel;
import io.realign.client.testing.TestKeys;
import io.realign.client.testing.TestReleases;
import io.realign.event.ContentId;
import io.realign.event.FeatureEvent;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.model.TrafficSplit;
import io.realign.model.VerifiedRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A follower with the cache of a consumer that stopped during a rollout at a traffic share of 50 %. Kafka and the artifact server
 * are unavailable.
 */
class FollowerWithoutKafkaTest {
    private static final SigningKeys KEYS = TestKeys.generate();
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Clock EXPIRED = Clock.fixed(TestReleases.LATER, ZoneOffset.UTC);

    @TempDir
    private static Path directory;

    private static String bootstrap;
    private static ModelTopicsFixture topics;
    private static URI unavailableAdapter;

    @TempDir
    private Path cache;

    @BeforeAll
    static void fillCache() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                ArtifactServer server = new ArtifactServer()) {
            broker.createTopics(Stream.of(Topics.MODELS, Topics.ROLLOUTS, Topics.SHADOW_PREDICTIONS)
                    .map(topic -> new TopicSpec(topic.name(), 1, true))
                    .toList());
            bootstrap = broker.bootstrapServers();
            topics = new ModelTopicsFixture(bootstrap, KEYS);
            unavailableAdapter = server.address();
            ModelRelease second = release("oven", 2, server.put(modelPredicting(1)));
            ModelRelease third = release("oven", 3, server.put(modelPredicting(2)));
            topics.publish(release(ModelRelease.SHARED, 1, server.put(modelPredicting(0))));
            topics.publish(second);
            try (ModelFollower follower = follower(servedCache(), Clock.systemUTC())) {
                ModelTopicsFixture.await(() -> versions(follower).contains(2L));
                topics.publish(atStep(third, second, 0, 0, 0));
                topics.publish(atStep(third, second, 1, 500, 500));
                ModelTopicsFixture.await(() ->
                        versions(follower).contains(3L) && follower.staleness().compareTo(HOUR) < 0);
            }
        }
    }

    @BeforeEach
    void copyCache() throws IOException {
        try (Stream<Path> files = Files.walk(servedCache())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = cache.resolve(servedCache().relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void follower_servesBothModelsOfARollout_fromTheCache() throws Exception {
        try (ModelFollower follower = follower(cache, Clock.systemUTC())) {
            assertThat(follower.awaitReady(ModelTopicsFixture.DEADLINE)).isTrue();

            for (int i = 0; i < 100; i++) {
                FeatureEvent event = event("oven", i);
                long version = isInTrafficShare(event) ? 3 : 2;
                assertThat(follower.predict(event).modelVersion()).isEqualTo(version);
            }
            assertThat(follower.predict(event("kiln", 1)).modelDomain()).isEqualTo(ModelRelease.SHARED);
        }
    }

    @Test
    void tamperedRecord_isInvalid_andTheOthersServe() throws Exception {
        tamper("oven");
        try (ModelFollower follower = follower(cache, Clock.systemUTC())) {
            assertThat(follower.awaitReady(ModelTopicsFixture.DEADLINE)).isTrue();

            assertThat(follower.predict(event("oven", 1)).modelDomain()).isEqualTo(ModelRelease.SHARED);
            assertThat(follower.metrics().failedLoads()).isEqualTo(1);
        }
    }

    @Test
    void expiredReleases_serveOn_andAreCounted() throws Exception {
        try (ModelFollower follower = follower(cache, EXPIRED)) {
            assertThat(follower.awaitReady(ModelTopicsFixture.DEADLINE)).isTrue();

            assertThat(versions(follower)).containsExactly(2L, 3L);
            assertThat(follower.predict(event("kiln", 1)).modelDomain()).isEqualTo(ModelRelease.SHARED);
            assertThat(follower.metrics().failedLoads()).isZero();
            assertThat(follower.metrics().expiredReleases()).isEqualTo(2);
        }
    }

    @Test
    void releasesOfARemovedKey_areRejected() throws Exception {
        FollowerSettings otherKeys = new FollowerSettings(
                "billing",
                bootstrap,
                unavailableAdapter,
                cache,
                TestKeys.generate().trusted());
        try (ModelFollower follower = new ModelFollower(otherKeys, EXPIRED)) {
            ModelTopicsFixture.await(() -> follower.metrics().failedLoads() == 2);

            assertThatThrownBy(() -> follower.predict(event("oven", 1)))
                    .hasMessageContaining("expected a release of the domain 'oven'");
        }
    }

    @Test
    @SuppressWarnings("try") // the broker only needs to run
    void expiredReleases_areRejected_byAConsumerThatHasNeverServedThem(@TempDir Path emptyCache) throws Exception {
        try (EmbeddedBroker broker = broker();
                ModelFollower follower = follower(emptyCache, EXPIRED)) {
            ModelTopicsFixture.await(() -> follower.staleness().compareTo(Duration.ofSeconds(2)) < 0);
            ModelTopicsFixture.await(() -> follower.metrics().failedLoads() > 0);

            assertThatThrownBy(() -> follower.predict(event("oven", 1)))
                    .hasMessageContaining("expected a release of the domain 'oven'");
        }
    }

    @Test
    @SuppressWarnings("try") // the broker only needs to run
    void renewedRelease_isNotReloaded_andItsExpiryIsKeptAcrossARestart() throws Exception {
        try (EmbeddedBroker broker = broker();
                ModelFollower follower = follower(cache, EXPIRED)) {
            assertThat(follower.awaitReady(ModelTopicsFixture.DEADLINE)).isTrue();
            FollowerMetrics before = follower.metrics();

            topics.publish(release(ModelRelease.SHARED, 1, missingArtifact(0)).renewed(TestReleases.LATER.plus(DAY)));

            ModelTopicsFixture.await(() -> follower.metrics().expiredReleases() == 1);
            assertThat(follower.metrics().loadAttempts()).isEqualTo(before.loadAttempts());
            assertThat(follower.metrics().swaps()).isEqualTo(before.swaps());
        }

        try (ModelFollower restarted = follower(cache, EXPIRED)) {
            assertThat(restarted.awaitReady(ModelTopicsFixture.DEADLINE)).isTrue();
            assertThat(restarted.metrics().expiredReleases()).isEqualTo(1);
        }
    }

    @Test
    @SuppressWarnings("try") // the broker only needs to run
    void follower_resumes_andReportsInvalidReleases_whenTheBrokerIsBack() throws Exception {
        tamper(ModelRelease.SHARED);
        try (ModelFollower follower = follower(cache, Clock.systemUTC())) {
            ModelTopicsFixture.await(() -> versions(follower).equals(List.of(2L, 3L)));
            try (EmbeddedBroker broker = broker()) {
                topics.publish(release("oven", 4, missingArtifact(2)));

                ModelTopicsFixture.await(() -> versions(follower).equals(List.of(4L)));
                // The topic still contains version 2, which does not count as a failed load.
                assertThat(follower.metrics().failedLoads()).isEqualTo(1);
                ModelTopicsFixture.await(() -> !failures().isEmpty());
                assertThat(failures()).extracting(RolloutStatus::reason).allSatisfy(reason -> assertThat(reason)
                        .startsWith("invalid: cached record ")
                        .contains("does not match the payload"));
            }
        }
    }

    @Test
    @SuppressWarnings("try") // the broker only needs to run
    void olderRelease_isRejected_afterTheInitialRecords() throws Exception {
        try (EmbeddedBroker broker = broker();
                ModelFollower follower = follower(cache, Clock.systemUTC())) {
            ModelTopicsFixture.await(() -> follower.staleness().compareTo(Duration.ofSeconds(2)) < 0);
            long failedBefore = follower.metrics().failedLoads();

            topics.publish(release("oven", 1, missingArtifact(1)));

            ModelTopicsFixture.await(() -> follower.metrics().failedLoads() == failedBefore + 1);
            assertThat(failedBefore).isZero();
        }
    }

    @Test
    @SuppressWarnings("try") // the broker only needs to run
    void cachedRelease_isNotAwaited_ifANewerOneReplacesItBeforeItIsLoaded() throws Exception {
        byte[] stalled = SmallOnnxModel.linear(new float[6], new float[] {1, 2, 3});
        try (EmbeddedBroker broker = broker();
                ArtifactServer server = new ArtifactServer()) {
            ModelRelease second = release("forge", 2, server.put(stalled));
            server.stall(server.put(stalled));
            ModelRelease third = atStep(release("forge", 3, missingArtifact(1)), second, 1, 500, 500);
            ReleaseCache releaseCache = new ReleaseCache(cache, KEYS.trusted(), Clock.systemUTC());
            releaseCache.addPending(
                    SignedRelease.sign(third, KEYS.signer()),
                    new VerifiedRelease(third, KEYS.signer().keyId(), Instant.now()));
            releaseCache.storeServing(third);
            topics.publish(release("forge", 4, missingArtifact(2)));

            FollowerSettings settings =
                    new FollowerSettings("billing", bootstrap, server.address(), cache, KEYS.trusted());
            try (ModelFollower follower = new ModelFollower(settings, Clock.systemUTC())) {
                assertThat(follower.awaitReady(ModelTopicsFixture.DEADLINE)).isTrue();
                assertThat(follower.predict(event("forge", 1)).modelVersion()).isEqualTo(4);
            }
        }
    }

    @Test
    void staleness_continuesAfterRestart() throws Exception {
        InstantSource later = Clock.offset(Clock.systemUTC(), HOUR);
        try (ModelFollower follower = follower(cache, later)) {
            assertThat(follower.staleness()).isBetween(HOUR, HOUR.multipliedBy(2));
        }
    }

    @Test
    void excessiveStaleness_failsPredict_ifLimited() throws Exception {
        InstantSource later = Clock.offset(Clock.systemUTC(), HOUR);
        FollowerSettings bounded = settings(cache).withMaxStaleness(HOUR.dividedBy(2));
        try (ModelFollower follower = new ModelFollower(bounded, later);
                ModelFollower unbounded = follower(cache, later)) {
            ModelTopicsFixture.await(() -> versions(unbounded).equals(List.of(2L, 3L)));

            assertThatThrownBy(() -> follower.predict(event("kiln", 1)))
                    .isInstanceOf(StaleModelException.class)
                    .hasMessageStartingWith("expected to have read the topic models at " + bootstrap
                            + " to its end within the last PT30M")
                    .hasMessageEndingWith("check the connection to the broker, or increase maxStaleness");
            assertThat(versions(unbounded)).containsExactly(2L, 3L);
        }
    }

    @Test
    void unsentShadowPredictions_areDroppedAndCounted() throws Exception {
        try (ModelFollower follower = follower(cache, Clock.systemUTC())) {
            ModelTopicsFixture.await(() -> versions(follower).equals(List.of(2L, 3L)));

            for (int i = 0; i < 4000; i++) {
                follower.predict(event("oven", i));
            }

            assertThat(follower.metrics().shadowPredictionsDropped()).isPositive();
            assertThat(follower.metrics().shadowPredictionsSent()).isZero();
        }
    }

    private static Path servedCache() {
        return directory.resolve("cache");
    }

    private static EmbeddedBroker broker() {
        return EmbeddedBroker.start(URI.create("kafka://" + bootstrap).getPort(), directory.resolve("broker"));
    }

    private static FollowerSettings settings(Path cache) {
        return new FollowerSettings("billing", bootstrap, unavailableAdapter, cache, KEYS.trusted());
    }

    private static ModelFollower follower(Path cache, InstantSource clock) {
        return new ModelFollower(settings(cache), clock);
    }

    private static boolean isInTrafficShare(FeatureEvent event) {
        return new TrafficSplit(1, 500, 500, false, TestReleases.NOW, "").serves(event.id());
    }

    /** Flips a bit of the signature, the last part of the file. */
    private void tamper(String domain) throws IOException {
        Path file = cache.resolve("releases").resolve(ContentId.digest(domain.getBytes(UTF_8)) + ".release");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    /** Versions of the domain "oven" that score at least one of 100 events; empty until a release of the domain is loaded. */
    private static List<Long> versions(ModelFollower follower) {
        try {
            return IntStream.range(0, 100)
                    .mapToObj(i -> follower.predict(event("oven", i)))
                    .filter(prediction -> prediction.modelDomain().equals("oven"))
                    .map(Prediction::modelVersion)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IllegalStateException e) {
            return List.of();
        }
    }

    private static Artifact missingArtifact(int label) {
        byte[] model = modelPredicting(label);
        return new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(model), model.length);
    }

    private static List<RolloutStatus> failures() {
        return topics.rolloutRecords(1).stream()
                .map(ModelTopicsFixture::status)
                .filter(status -> status.state() == State.FAILED)
                .toList();
    }
}
