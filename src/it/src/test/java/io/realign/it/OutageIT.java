package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord;
import io.realign.cli.launch.RolloutSettings;
import io.realign.cli.simulate.Scenario;
import io.realign.client.FollowerSettings;
import io.realign.client.ModelFollower;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Outages of the broker, the adapter service and the artifact store, each during a rollout. Runs only if
 * {@code -Drealign.outage=PT60S} sets the duration of the outages, because it takes several minutes.
 */
@EnabledIfSystemProperty(
        named = "realign.outage",
        matches = ".+",
        disabledReason = "takes several minutes: mvn verify -Drealign.outage=PT60S")
@TestInstance(Lifecycle.PER_CLASS)
class OutageIT {
    private static final Duration OUTAGE = Duration.parse(System.getProperty("realign.outage", "PT60S"));
    private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration PREDICTION_INTERVAL = Duration.ofMillis(2);
    private static final RolloutSettings ROLLOUT = new RolloutSettings(60, Duration.ofSeconds(3));

    private Path work;
    private LocalDeployment deployment;
    private ModelFollower follower;
    private long followerPredictions;

    @BeforeAll
    void start(@TempDir Path directory) throws InterruptedException {
        work = directory;
        deployment = new LocalDeployment(work, ROLLOUT);
        deployment.start(deployment.programs.adapter());
        deployment.start(deployment.programs.driftJob());
        deployment.start(deployment.programs.scoringJob());
        deployment.sendSource(Scenario.standard(SimulatedSite.EVENTS_BEFORE_DRIFT, Integer.MAX_VALUE));
        deployment.await(
                "version 1 on all consumers",
                () -> deployment.alertTracker.baseModel().isPresent());
        follower = follower("billing-1");
        assertThat(follower.awaitReady(Duration.ofMinutes(1))).isTrue();
    }

    @AfterAll
    void close() {
        follower.close();
        deployment.close();
    }

    @Test
    void brokerOutage_delaysOnlyTheRollout() {
        SimulatedSite site = rolloutOf("site-broker", 21);

        deployment.kill("broker");
        predictFor(OUTAGE, site);
        deployment.startBroker();

        assertRolloutEnds(site);
    }

    @Test
    void adapterOutage_delaysTheRollout_andPredictionsContinue() {
        SimulatedSite site = rolloutOf("site-adapter", 22);
        int predictionsBefore = predictionsOf(site).size();

        deployment.kill("adapter");
        predictFor(OUTAGE, site);
        site.send(100);
        deployment.await(
                "predictions during the outage of the adapter",
                () -> predictionsOf(site).size() >= predictionsBefore + 100);
        deployment.start(deployment.programs.adapter());

        assertRolloutEnds(site);
    }

    @Test
    void artifactStoreOutage_delaysTheRollout_andNewConsumers() throws IOException {
        SimulatedSite site = rolloutOf("site-store", 23);
        Path artifacts = work.resolve("artifacts");
        Path moved = work.resolve("artifacts-away");

        Files.move(artifacts, moved);
        try (ModelFollower late = follower("billing-late")) {
            try {
                predictFor(OUTAGE, site);
                assertThat(statuses("billing-late")).noneMatch(status -> status.state() == RolloutStatus.State.ACTIVE);
            } finally {
                Files.move(moved, artifacts);
            }

            assertRolloutEnds(site);
            deployment.await(
                    "the release on the late consumer",
                    () -> site.sendUnless(5, () -> statuses("billing-late").stream()
                            .anyMatch(status -> status.domain().equals(site.domain())
                                    && status.state() == RolloutStatus.State.ACTIVE)));
            assertThat(late.predict(site.nextEvent()).modelVersion())
                    .isEqualTo(newest(site).version());
        }
    }

    /** Sends drifted events until a release for the domain scores some of them. */
    private SimulatedSite rolloutOf(String domain, long seed) {
        SimulatedSite site = new SimulatedSite(domain, seed, deployment.producer);
        site.send(SimulatedSite.EVENTS_BEFORE_DRIFT);
        site.send(160);
        deployment.await("an alert in " + domain, () -> site.sendUnless(4, () -> deployment.hasAlert(site)));
        deployment.await(
                "a rollout in " + domain,
                () -> site.sendUnless(10, () -> {
                    assertThat(failureReason(site))
                            .as("reason of the adaptation outcome")
                            .isEmpty();
                    return newest(site) != null && newest(site).traffic().trafficShare() > 0;
                }));
        assertThat(newest(site).traffic().complete()).isFalse();
        return site;
    }

    /** Predicts events in the JVM for this duration; every prediction must succeed. */
    private void predictFor(Duration duration, SimulatedSite site) {
        Instant end = Instant.now().plus(duration);
        while (Instant.now().isBefore(end)) {
            Prediction prediction = follower.predict(site.nextEvent());
            assertThat(prediction.modelVersion()).isBetween(1L, 2L);
            followerPredictions++;
            LockSupport.parkNanos(PREDICTION_INTERVAL.toNanos());
        }
    }

    private void assertRolloutEnds(SimulatedSite site) {
        Instant start = Instant.now();
        deployment.await(
                "the end of the rollout in " + site.domain(),
                RECOVERY_TIMEOUT,
                () -> site.sendUnless(10, () -> newest(site).traffic().complete()));
        ModelRelease last = newest(site);
        System.out.printf(
                "%s: %s of %s (%s), %d s after the outage of %d s; %d predictions by the follower so far%n",
                site.domain(),
                last.origin().rollbackTo() > 0 ? "rollback" : "completion",
                last.displayName(),
                last.traffic().reason(),
                Duration.between(start, Instant.now()).toSeconds(),
                OUTAGE.toSeconds(),
                followerPredictions);
        deployment.await(
                "a prediction for every event",
                RECOVERY_TIMEOUT,
                () -> predictionsOf(site).size() >= site.sent());
        assertThat(predictionsOf(site)).extracting(Prediction::eventId).doesNotHaveDuplicates();
    }

    private String failureReason(SimulatedSite site) {
        return deployment.topics.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.domain().equals(site.domain()))
                .map(AdaptationRecord::reason)
                .findFirst()
                .orElse("");
    }

    private ModelRelease newest(SimulatedSite site) {
        List<ModelRelease> releases = deployment.releases(site);
        return releases.isEmpty() ? null : releases.get(releases.size() - 1);
    }

    private List<Prediction> predictionsOf(SimulatedSite site) {
        return deployment.topics.messages(Topics.PREDICTIONS).stream()
                .filter(prediction -> prediction.domain().equals(site.domain()))
                .toList();
    }

    private List<RolloutStatus> statuses(String consumer) {
        return deployment.topics.messages(Topics.ROLLOUTS).stream()
                .filter(status -> status.consumer().equals(consumer))
                .toList();
    }

    private ModelFollower follower(String name) {
        return new ModelFollower(
                new FollowerSettings(
                        name,
                        deployment.bootstrap(),
                        URI.create(deployment.adapterAddress()),
                        work.resolve(name + "-cache"),
                        deployment.keys()),
                Clock.systemUTC());
    }
}
