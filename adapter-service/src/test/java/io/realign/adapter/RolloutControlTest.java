package io.realign.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.control.rollout.RolloutController;
import io.realign.adapter.control.rollout.RolloutController.CommandResult;
import io.realign.adapter.control.rollout.RolloutState;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.store.DirectoryArtifactStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.adapter.tracing.AdaptationTracing;
import io.realign.adapter.tracing.AlertTraceIdGenerator;
import io.realign.broker.EmbeddedBroker;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.TrafficSplit;
import io.realign.replay.KafkaLogReader;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutPlan;
import io.realign.rollout.RolloutPolicy;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutThresholds;
import io.realign.rollout.ShadowPrediction;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import io.realign.window.RunLengthPromise;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases that the rollout controller publishes in response to consumers. Each test has its own domain. */
class RolloutControlTest {
    private static final String CONSUMER = "scoring-job/0";
    private static final RolloutPlan PLAN =
            new RolloutPlan(List.of(100, 500), 1000, Duration.ZERO, 50, Duration.ofMinutes(10), false);
    private static final Duration LONG_RECOVERY_TIMEOUT = Duration.ofHours(1);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaTestClient kafka;
    private static ReleaseArchive archive;

    @BeforeAll
    static void start() throws IOException {
        archive = new ReleaseArchive(
                new DirectoryArtifactStore(directory.resolve("artifacts")),
                TestSigningKeys.keys().trusted(),
                Clock.systemUTC());
        broker = TestBroker.start(directory.resolve("broker"));
        kafka = new KafkaTestClient(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        kafka.close();
        broker.close();
    }

    @Test
    void agreeingRelease_isRolledOutCompletely() {
        ModelRelease second = startRollout("good");
        withController(LONG_RECOVERY_TIMEOUT, running -> {
            reportLoaded("good");
            for (long step = 0; step < 3; step++) {
                sendComparisons("good", .9);
                awaitStep("good", step + 1);
            }
        });

        assertThat(announced("good"))
                .extracting(release -> release.traffic().trafficShare())
                .containsExactly(1000, 0, 100, 500, 1000);
        assertThat(announced("good"))
                .extracting(ModelRelease::id)
                .endsWith(second.id(), second.id(), second.id(), second.id());
    }

    @Test
    void disagreeingRelease_isRolledBack_beforeItScoresAnyEvent() {
        ModelRelease second = startRollout("harmful");
        withController(LONG_RECOVERY_TIMEOUT, running -> {
            reportLoaded("harmful");
            sendComparisons("harmful", .1);
            awaitVersion("harmful", 3);
        });

        ModelRelease rollback = newest("harmful");
        assertThat(rollback.origin().rollbackTo()).isEqualTo(1);
        assertThat(rollback.traffic().complete()).isTrue();
        assertThat(rollback.traffic().reason()).contains("the releases agree on 0.0 % of");
        assertThat(rollback.model().artifacts()).isEqualTo(ReleaseFixtures.artifacts(1));
        assertThat(rollback.previous())
                .hasValueSatisfying(previous -> assertThat(previous.version()).isEqualTo(second.version()));
        assertThat(announced("harmful"))
                .filteredOn(release -> release.version() == 2)
                .allMatch(release -> release.traffic().trafficShare() == 0);
    }

    @Test
    void restartedController_continuesAtTheSameStep_withEarlierComparisons() {
        startRollout("crash");
        withController(LONG_RECOVERY_TIMEOUT, running -> {
            reportLoaded("crash");
            sendComparisons("crash", .9);
            awaitStep("crash", 1);
        });
        sendComparisons("crash", .9);

        withController(LONG_RECOVERY_TIMEOUT, running -> {
            awaitStep("crash", 2);
        });
    }

    @Test
    void release_isPausedResumedAndRolledBack_manually() {
        startRollout("hand");
        withController(LONG_RECOVERY_TIMEOUT, running -> {
            reportLoaded("hand");
            assertThat(running.controller.resume("hand", 2)).isInstanceOf(CommandResult.Conflict.class);
            assertThat(running.controller.pause("hand", 2)).isInstanceOf(CommandResult.Applied.class);
            assertThat(running.controller.pause("hand", 2)).isInstanceOf(CommandResult.Conflict.class);
            sendComparisons("hand", .9);
            Eventually.get("the paused rollout", () -> running.states("hand").stream()
                    .filter(state -> state.reason().equals("paused manually") && state.comparedEvents() > 0)
                    .findFirst()
                    .orElse(null));

            assertThat(running.controller.resume("hand", 2)).isInstanceOf(CommandResult.Applied.class);
            sendComparisons("hand", .9);
            awaitShare("hand", 100);

            long step = newest("hand").traffic().step();
            assertThat(running.controller.advance("hand", 1, step)).isInstanceOf(CommandResult.Conflict.class);
            assertThat(running.controller.advance("hand", 2, step - 1)).isInstanceOf(CommandResult.Conflict.class);
            assertThat(running.controller.advance("hand", 2, step)).isInstanceOf(CommandResult.Applied.class);
            assertThat(newest("hand").traffic().trafficShare()).isEqualTo(500);
            assertThat(running.controller.advance("hand", 2, step)).isInstanceOf(CommandResult.Conflict.class);

            assertThat(running.controller.rollBack("hand", 2)).isInstanceOf(CommandResult.Applied.class);
            assertThat(newest("hand").origin().rollbackTo()).isEqualTo(1);
            assertThat(running.controller.rollBack("hand", 2)).isInstanceOf(CommandResult.Conflict.class);
            assertThat(newest("hand").version()).isEqualTo(3);
            assertThat(running.controller.advance("hand", 3, 0)).isInstanceOf(CommandResult.Conflict.class);
            assertThat(running.controller.rollBack("unknown", 1)).isInstanceOf(CommandResult.UnknownDomain.class);
        });
    }

    @Test
    void unrecoveredDomain_isRolledBack_withTheReason() {
        ModelRelease second = startRollout("restless");
        kafka.send(List.of(second.withTraffic(fullTraffic())));
        window("restless", second.origin().alertId(), 2);
        withController(Duration.ofSeconds(3), running -> {
            awaitVersion("restless", 3);
        });

        assertThat(newest("restless").origin().rollbackTo()).isEqualTo(1);
        assertThat(newest("restless").traffic().reason()).contains("has not recovered within PT3S");
    }

    @Test
    void releaseThatFailsAtAConsumer_isRolledBack_whileItsDomainRecovers() {
        ModelRelease second = startRollout("broken");
        kafka.send(List.of(second.withTraffic(fullTraffic())));
        RolloutStatus failure = new RolloutStatus(
                CONSUMER, "broken", 2, RolloutStatus.State.FAILED, 0, "broken v2 failed: NaN", false, Instant.now());
        kafka.send(Topics.ROLLOUTS, CONSUMER + "/broken", List.of(failure));
        withController(LONG_RECOVERY_TIMEOUT, running -> {
            awaitVersion("broken", 3);
        });

        assertThat(newest("broken").origin().rollbackTo()).isEqualTo(1);
        assertThat(newest("broken").traffic().reason())
                .isEqualTo(CONSUMER + " cannot use the release: broken v2 failed: NaN");
    }

    @Test
    void recoveredDomain_keepsItsModel() {
        ModelRelease second = startRollout("calm");
        kafka.send(List.of(second.withTraffic(fullTraffic())));
        window("calm", second.origin().alertId(), 2);
        window("calm", second.origin().alertId(), .5);
        withController(Duration.ofSeconds(2), running -> {
            Eventually.get("a decision", () -> running.states("calm").stream()
                    .filter(state -> state.decision().equals("advance"))
                    .findFirst()
                    .orElse(null));
        });

        assertThat(newest("calm").version()).isEqualTo(2);
    }

    private static void withController(Duration recoveryTimeout, Consumer<RunningController> scenario) {
        try (RunningController running = new RunningController(recoveryTimeout)) {
            scenario.accept(running);
        }
    }

    private static ModelRelease startRollout(String domain) {
        ModelRelease first = ReleaseFixtures.release(domain, 1, "");
        ModelRelease second = ReleaseFixtures.release(domain, 2, "alert-" + domain)
                .replacing(first, PredictionChange.NONE, PLAN.first(ReleaseFixtures.now()));
        kafka.send(List.of(first, second));
        return second;
    }

    /** Last step of a rollout: the release scores all events. */
    private static TrafficSplit fullTraffic() {
        long lastStep = 3;
        return new TrafficSplit(lastStep, TrafficSplit.FULL, 0, false, ReleaseFixtures.now(), "");
    }

    private static void reportLoaded(String domain) {
        RolloutStatus status =
                new RolloutStatus(CONSUMER, domain, 2, RolloutStatus.State.LOADED, 0, "", false, Instant.now());
        kafka.send(Topics.ROLLOUTS, CONSUMER + "/" + domain, List.of(status));
    }

    /** Sends enough events for one step; the previous release predicts the first class with 0.9. */
    private static void sendComparisons(String domain, double shadow) {
        ShadowPrediction comparison = new ShadowPrediction(prediction(domain, 1, .9), prediction(domain, 2, shadow));
        kafka.send(Topics.SHADOW_PREDICTIONS, domain, Collections.nCopies((int) PLAN.minComparedEvents(), comparison));
    }

    private static Prediction prediction(String domain, long version, double first) {
        List<Float> probabilities = List.of((float) first, (float) (1 - first));
        return new Prediction("e", domain, Instant.now(), first > .5 ? "a" : "b", probabilities, domain, version);
    }

    private static void window(String domain, String alertId, double score) {
        DriftWindow window = new DriftWindow(
                domain + score,
                domain,
                alertId,
                1,
                DriftWindow.State.ADAPTING,
                DriftWindow.RAW,
                ReleaseFixtures.now(),
                ReleaseFixtures.now(),
                16,
                .1,
                score,
                .1,
                RunLengthPromise.UNKNOWN,
                List.of());
        kafka.send(Topics.DRIFT_WINDOWS, domain, List.of(window));
    }

    private static void awaitStep(String domain, long step) {
        Eventually.get(
                domain + " at step " + step, () -> newest(domain).traffic().step() == step ? step : null);
    }

    private static void awaitShare(String domain, int share) {
        Eventually.get(
                domain + " at share " + share, () -> newest(domain).traffic().trafficShare() == share ? share : null);
    }

    private static void awaitVersion(String domain, long version) {
        Eventually.get(domain + " v" + version, () -> newest(domain).version() == version ? version : null);
    }

    private static ModelRelease newest(String domain) {
        List<ModelRelease> announced = announced(domain);
        return announced.get(announced.size() - 1);
    }

    private static List<ModelRelease> announced(String domain) {
        return kafka.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(domain))
                .toList();
    }

    /** A rollout controller and its Kafka clients. */
    private static final class RunningController implements AutoCloseable {
        private final Instance instance = Instance.standalone();
        private final ModelRegistry registry;
        private final KafkaPublisher publisher;
        private final RolloutController controller;

        RunningController(Duration recoveryTimeout) {
            KafkaLogReader log = new KafkaLogReader(KafkaConnection.plaintext(broker.bootstrapServers()));
            registry = new ModelRegistry(log, TestSigningKeys.keys().trusted(), Clock.systemUTC());
            publisher = new KafkaPublisher(
                    KafkaConnection.plaintext(broker.bootstrapServers()),
                    TestSigningKeys.keys().signer(),
                    archive,
                    instance,
                    Clock.systemUTC());
            controller = new RolloutController(
                    registry,
                    publisher,
                    new AdaptationTracing(OpenTelemetry.noop(), new AlertTraceIdGenerator()),
                    log,
                    new RolloutPolicy(PLAN, RolloutThresholds.DEFAULT),
                    recoveryTimeout,
                    Provenance.UNKNOWN,
                    Duration.ofDays(1),
                    Clock.systemUTC(),
                    instance);
            controller.start();
        }

        List<RolloutState> states(String domain) {
            return controller.states().stream()
                    .filter(state -> state.domain().equals(domain))
                    .toList();
        }

        @Override
        public void close() {
            controller.close();
            publisher.close();
            registry.close();
        }
    }
}
