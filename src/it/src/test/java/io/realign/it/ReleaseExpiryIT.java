package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.cli.launch.Program;
import io.realign.cli.launch.RolloutSettings;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.Simulator;
import io.realign.client.FollowerSettings;
import io.realign.client.ModelFollower;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases that expire soon, with restarts of the adapter service, of the scoring job and of a client. {@code -Drealign.release-ttl}
 * sets the time to live, at most PT2M.
 */
class ReleaseExpiryIT {
    private static final String RELEASE_TTL = System.getProperty("realign.release-ttl", "PT10S");
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int EVENTS = 50;

    private final Scenario scenario = Scenario.standard(EVENTS, Integer.MAX_VALUE);
    private final Simulator target = new Simulator(scenario.array(), List.of(), LocalDeployment.SEED + 1);

    @TempDir
    private Path work;

    private LocalDeployment deployment;

    @BeforeEach
    void start() {
        deployment = new LocalDeployment(work, RolloutSettings.IMMEDIATE);
        deployment.start(adapter());
        deployment.start(deployment.programs.scoringJob());
        deployment.sendSource(scenario);
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void system_servesOnAfterTheExpiry_renewsAfterARestart_andRefusesARemovedKey() throws Exception {
        deployment.await("two renewals of the base model", () -> baseModels().size() >= 3);
        scoreEvents();
        Path cache = work.resolve("client-cache");
        try (ModelFollower follower = follower(cache, deployment.keys())) {
            assertThat(follower.awaitReady(DEADLINE)).isTrue();
        }

        deployment.kill("adapter");
        List<ModelRelease> beforeExpiry = baseModels();
        Instant expiry = beforeExpiry.get(beforeExpiry.size() - 1).expiresAt();
        deployment.await("the expiry of the base model", () -> Instant.now().isAfter(expiry));
        deployment.kill("scoring-job");
        deployment.start(deployment.programs.scoringJob());
        scoreEvents();
        try (ModelFollower restarted = follower(cache, deployment.keys());
                ModelFollower fresh = follower(work.resolve("fresh-cache"), deployment.keys())) {
            assertThat(restarted.awaitReady(DEADLINE)).isTrue();
            assertThat(restarted.metrics().expiredReleases()).isEqualTo(1);
            deployment.await(
                    "the rejection of the expired release",
                    () -> fresh.metrics().failedLoads() > 0);
            assertThatThrownBy(() -> predict(fresh)).hasMessageContaining("or the base model, got neither");

            deployment.start(adapter());

            assertThat(fresh.awaitReady(DEADLINE)).isTrue();
            deployment.await(
                    "the renewal at the restarted client",
                    () -> restarted.metrics().expiredReleases() == 0);
            assertThat(restarted.metrics().swaps()).isEqualTo(1);
            predict(fresh);
        }
        TrustedKeys otherKeys =
                SigningKeys.loadOrCreate(work.resolve("other-keys")).trusted();
        try (ModelFollower follower = follower(cache, otherKeys)) {
            deployment.await(
                    "the rejection of the removed key", () -> follower.metrics().failedLoads() > 0);
            assertThatThrownBy(() -> predict(follower)).hasMessageContaining("or the base model, got neither");
        }
        assertThat(baseModels()).hasSizeGreaterThan(beforeExpiry.size());
        assertThat(baseModels())
                .extracting(ModelRelease::id)
                .containsOnly(beforeExpiry.get(0).id());
        assertThat(baseModels())
                .extracting(ModelRelease::expiresAt)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    private Program adapter() {
        Program program = deployment.programs.adapter();
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put("REALIGN_RELEASE_TTL", RELEASE_TTL);
        return new Program(program.name(), program.jvmFlags(), program.command(), environment);
    }

    /** Records of the base model on {@code models}: the first one and the renewals. */
    private List<ModelRelease> baseModels() {
        return deployment.topics.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(ModelRelease.SHARED))
                .toList();
    }

    /** Sends events and waits for their committed predictions. */
    private void scoreEvents() {
        for (int i = 0; i < EVENTS; i++) {
            deployment.producer.send(
                    Topics.TARGET_EVENTS, Scenario.STABLE_SITE, target.next().features(), Optional.empty());
        }
        int sent = deployment.producer.sent(Topics.TARGET_EVENTS).size();
        deployment.await(
                "a prediction for every event",
                () -> deployment.topics.messages(Topics.PREDICTIONS).size() == sent);
    }

    private void predict(ModelFollower follower) {
        follower.predict(
                deployment.producer.event(Scenario.STABLE_SITE, target.next().features(), Optional.empty()));
    }

    private ModelFollower follower(Path cache, TrustedKeys keys) {
        return new ModelFollower(
                new FollowerSettings(
                        "client", deployment.bootstrap(), URI.create(deployment.adapterAddress()), cache, keys),
                Clock.systemUTC());
    }
}
