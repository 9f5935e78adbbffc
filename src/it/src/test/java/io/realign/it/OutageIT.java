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
 * Three rollouts, in the middle of which the broker, the adapter service and the store of the artifacts are each away for a
 * while. It takes minutes, so it is run when it is asked for: {@code -Drealign.outage=PT60S} says how
 * long they are away.
 */
@EnabledIfSystemProperty(
        named = "realign.outage",
        matches = ".+",
        disabledReason = "takes minutes: mvn verify -Drealign.outage=PT60S")
@TestInstance(Lifecycle.PER_CLASS)
class OutageIT {
    private static final Duration OUTAGE = Duration.parse(System.getProperty("realign.outage", "PT60S"));
    private static final Duration AFTERWARDS = Duration.ofMinutes(4);
    private static final Duration BETWEEN = Duration.ofMillis(2);
    private static final RolloutSettings STEPS = new RolloutSettings(60, Duration.ofSeconds(3));

    private Path work;
    private LocalDeployment plant;
    private ModelFollower follower;
    private long answersOfTheFollower;

    @BeforeAll
    void start(@TempDir Path directory) throws InterruptedException {
        work = directory;
        plant = new LocalDeployment(work, STEPS);
        plant.start(plant.programs.adapter());
        plant.start(plant.programs.driftJob());
        plant.start(plant.programs.scoringJob());
        plant.sendSource(Scenario.standard(SimulatedSite.QUIET_EVENTS, Integer.MAX_VALUE));
        plant.await(
                "version 1 on all consumers", () -> plant.episodes.baseModel().isPresent());
        follower = follower("billing-1");
        assertThat(follower.awaitReady(Duration.ofMinutes(1))).isTrue();
    }

    @AfterAll
    void end() {
        follower.close();
        plant.close();
    }

    @Test
    void brokerOutage_delaysTheRollout_andNothingElse() {
        SimulatedSite site = rolloutOf("site-broker", 21);

        plant.kill("broker");
        predictFor(OUTAGE, site);
        plant.startBroker();

        completes(site);
    }

    @Test
    void adapterOutage_resumesTheRollout_andPredictionsContinue() {
        SimulatedSite site = rolloutOf("site-adapter", 22);
        int answered = answersOf(site).size();

        plant.kill("adapter");
        predictFor(OUTAGE, site);
        site.send(100);
        plant.await("answers without the adapter", () -> answersOf(site).size() >= answered + 100);
        plant.start(plant.programs.adapter());

        completes(site);
    }

    @Test
    void artifactStoreOutage_delaysANewConsumer_andTheRollout() throws IOException {
        SimulatedSite site = rolloutOf("site-store", 23);
        Path artifacts = work.resolve("artifacts");
        Path away = work.resolve("artifacts-away");

        Files.move(artifacts, away);
        try (ModelFollower late = follower("billing-late")) {
            try {
                predictFor(OUTAGE, site);
                assertThat(statuses("billing-late")).noneMatch(status -> status.state() == RolloutStatus.State.ACTIVE);
            } finally {
                Files.move(away, artifacts);
            }

            completes(site);
            plant.await(
                    "the late consumer",
                    () -> site.sendUnless(5, () -> statuses("billing-late").stream()
                            .anyMatch(status -> status.domain().equals(site.domain())
                                    && status.state() == RolloutStatus.State.ACTIVE)));
            assertThat(late.predict(site.event()).modelVersion())
                    .isEqualTo(newest(site).version());
        }
    }

    /** Sends events until the release that their drift has led to scores some of them. */
    private SimulatedSite rolloutOf(String domain, long seed) {
        SimulatedSite site = new SimulatedSite(domain, seed, plant.field);
        site.send(SimulatedSite.QUIET_EVENTS);
        site.send(160);
        plant.await("an alert of " + domain, () -> site.sendUnless(4, () -> plant.hasAlert(site)));
        plant.await(
                "a rollout of " + domain,
                () -> site.sendUnless(10, () -> {
                    assertThat(refusal(site)).as("reason of a refusal").isEmpty();
                    return newest(site) != null && newest(site).traffic().trafficShare() > 0;
                }));
        assertThat(newest(site).traffic().complete()).isFalse();
        return site;
    }

    /** Every event that is asked about has its one answer, whatever is away. */
    private void predictFor(Duration duration, SimulatedSite site) {
        Instant end = Instant.now().plus(duration);
        while (Instant.now().isBefore(end)) {
            Prediction prediction = follower.predict(site.event());
            assertThat(prediction.modelVersion()).isBetween(1L, 2L);
            answersOfTheFollower++;
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private void completes(SimulatedSite site) {
        Instant begun = Instant.now();
        plant.await(
                "the end of the rollout of " + site.domain(),
                AFTERWARDS,
                () -> site.sendUnless(10, () -> newest(site).traffic().complete()));
        ModelRelease last = newest(site);
        System.out.printf(
                "%s: %s of %s (%s), %d s after the outage of %d s; %d predictions by the follower so far%n",
                site.domain(),
                last.origin().rollbackTo() > 0 ? "rollback" : "completion",
                last.displayName(),
                last.traffic().reason(),
                Duration.between(begun, Instant.now()).toSeconds(),
                OUTAGE.toSeconds(),
                answersOfTheFollower);
        plant.await(
                "an answer to every event", AFTERWARDS, () -> answersOf(site).size() >= site.sent());
        assertThat(answersOf(site)).extracting(Prediction::eventId).doesNotHaveDuplicates();
    }

    private String refusal(SimulatedSite site) {
        return plant.log.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.domain().equals(site.domain()))
                .map(AdaptationRecord::reason)
                .findFirst()
                .orElse("");
    }

    private ModelRelease newest(SimulatedSite site) {
        List<ModelRelease> releases = plant.releases(site);
        return releases.isEmpty() ? null : releases.get(releases.size() - 1);
    }

    private List<Prediction> answersOf(SimulatedSite site) {
        return plant.log.messages(Topics.PREDICTIONS).stream()
                .filter(prediction -> prediction.domain().equals(site.domain()))
                .toList();
    }

    private List<RolloutStatus> statuses(String consumer) {
        return plant.log.messages(Topics.ROLLOUTS).stream()
                .filter(status -> status.consumer().equals(consumer))
                .toList();
    }

    private ModelFollower follower(String name) {
        return new ModelFollower(
                new FollowerSettings(
                        name,
                        plant.bootstrap(),
                        URI.create(plant.adapterAddress()),
                        work.resolve(name + "-cache"),
                        plant.keys()),
                Clock.systemUTC());
    }
}
