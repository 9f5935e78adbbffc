package io.realign.client.internal;

import static io.realign.client.testing.TestReleases.modelFailing;
import static io.realign.client.testing.TestReleases.modelOverflowing;
import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.TestReleases;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.rollout.RolloutStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFollowerTest {
    @TempDir
    private Path cache;

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final List<ActivationResult> results = new ArrayList<>();
    private ArtifactServer server;
    private ReleaseFollower follower;
    private Optional<String> incompatibility = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        server = new ArtifactServer();
        ModelLoader loader =
                new ModelLoader(new ArtifactFetcher(server.address(), cache, Clock.systemUTC()), Clock.systemUTC());
        follower = new ReleaseFollower(loader, Clock.systemUTC(), release -> incompatibility, tasks::add, results::add);
    }

    @AfterEach
    void stop() {
        follower.close();
        server.close();
    }

    @Test
    void loadedRelease_servesWhenTheExecutorRuns() throws Exception {
        assertThat(follower.submit(release("oven", 1, server.put(modelPredicting(0)))))
                .isTrue();
        Runnable task = tasks.poll(30, TimeUnit.SECONDS);
        assertThat(follower.models().canScore("oven")).isFalse();

        task.run();

        assertThat(follower.models().canScore("oven")).isTrue();
        assertThat(results).singleElement().isInstanceOf(ActivationResult.Activated.class);
    }

    @Test
    void olderRelease_isRejected_andAKnownOneIgnored() throws Exception {
        ModelRelease second = release("oven", 2, server.put(modelPredicting(0)));
        follower.loadNow(second);

        assertThat(follower.submit(second)).isFalse();
        assertThat(follower.submit(release("oven", 1, server.put(modelPredicting(1)))))
                .isFalse();

        assertThat(results).singleElement().isInstanceOfSatisfying(LoadFailure.class, failure -> assertThat(
                        failure.reason())
                .isEqualTo("rejected: expected a version above 2, got 1"));
    }

    @Test
    void versionFarAboveTheKnownOne_isRejected_andTheLineageContinues() throws Exception {
        follower.loadNow(release("oven", 2, server.put(modelPredicting(0))));

        assertThat(follower.submit(
                        release("oven", 2 + ReleaseOrder.MAX_VERSION_GAP + 1, server.put(modelPredicting(1)))))
                .isFalse();

        assertThat(results).singleElement().isInstanceOfSatisfying(LoadFailure.class, failure -> assertThat(
                        failure.reason())
                .isEqualTo("rejected: expected a version up to 10002, got 10003"));
        assertThat(follower.submit(release("oven", 3, server.put(modelPredicting(1)))))
                .isTrue();
    }

    @Test
    void incompatibleRelease_isRejected_andNotRemembered() throws Exception {
        incompatibility = Optional.of("features");
        assertThat(follower.submit(release("oven", 2, server.put(modelPredicting(0)))))
                .isFalse();

        incompatibility = Optional.empty();
        assertThat(follower.submit(release("oven", 1, server.put(modelPredicting(1)))))
                .isTrue();

        assertThat(results).singleElement().isInstanceOfSatisfying(LoadFailure.class, failure -> assertThat(
                        failure.reason())
                .isEqualTo("features"));
    }

    @Test
    void failedLoadNow_isRetriedAfterSubmit() throws Exception {
        ModelRelease missing = release("oven", 1, server.put(modelPredicting(0)));
        server.close();
        assertThat(follower.loadNow(missing)).isInstanceOf(LoadFailure.class);

        assertThat(follower.submit(missing)).isTrue();
        assertThat(results).isEmpty();
    }

    @Test
    void releaseThatFailsOnAnEvent_isReported_andThePreviousReleaseServes() throws Exception {
        ModelRelease first = serve(release("oven", 1, server.put(modelPredicting(0))));
        ModelRelease second = release("oven", 2, server.put(modelOverflowing(1)));
        serve(TestReleases.atStep(second, first, 1, 1000, 0));
        follower.loadNow(release("kiln", 1, server.put(modelPredicting(2))));
        assertThat(scoredBy("oven", 0)).isEqualTo("oven v2");

        String failing = scoredBy("oven", 2);
        loadFallback();

        assertThat(failing).isEqualTo("not scored");
        assertThat(scoredBy("oven", 2)).isEqualTo("oven v1");
        assertThat(scoredBy("oven", 0)).isEqualTo("oven v1");
        assertThat(scoredBy("kiln", 2)).isEqualTo("kiln v1");
        assertThat(failures()).singleElement().satisfies(status -> {
            assertThat(status.domain()).isEqualTo("oven");
            assertThat(status.version()).isEqualTo(2);
            assertThat(status.retrying()).isFalse();
            assertThat(status.reason()).contains("expected finite probabilities, got [NaN, NaN, NaN]");
        });
    }

    @Test
    void baseModelStandsIn_untilThePreviousReleaseIsLoaded() throws Exception {
        serve(release(ModelRelease.SHARED, 1, server.put(modelPredicting(2))));
        ModelRelease first = serve(release("oven", 1, server.put(modelPredicting(0))));
        serve(TestReleases.atStep(release("oven", 2, server.put(modelOverflowing(1))), first, 1, 1000, 0));

        String failing = scoredBy("oven", 2);
        loadFallback();

        assertThat(failing).isEqualTo("* v1");
        assertThat(scoredBy("oven", 0)).isEqualTo("oven v1");
        assertThat(failures()).hasSize(1);
    }

    @Test
    void releaseInRolloutThatFails_leavesAllEventsToThePreviousRelease() throws Exception {
        ModelRelease first = serve(release("oven", 1, server.put(modelPredicting(0))));
        ModelRelease second = release("oven", 2, server.put(modelOverflowing(1)));
        serve(TestReleases.atStep(second, first, 0, 0, 1000));
        assertThat(scoredBy("oven", 2)).isEqualTo("oven v1");

        follower.submit(TestReleases.atStep(second, first, 1, 1000, 0));
        tasks.poll(30, TimeUnit.SECONDS).run();

        assertThat(scoredBy("oven", 0)).isEqualTo("oven v1");
        assertThat(failures()).hasSize(1);
        assertThat(results).last().isInstanceOf(ActivationResult.Ignored.class);
    }

    @Test
    void releaseAfterAFailedOne_servesAgain() throws Exception {
        ModelRelease first = serve(release("oven", 1, server.put(modelPredicting(0))));
        ModelRelease second = release("oven", 2, server.put(modelOverflowing(1)));
        serve(TestReleases.atStep(second, first, 0, 0, 1000));
        scoredBy("oven", 2);

        serve(release("oven", 3, server.put(modelPredicting(0))));

        assertThat(scoredBy("oven", 2)).isEqualTo("oven v3");
    }

    @Test
    void eventOnWhichAllModelsFail_isNotScored_andTheReleaseServesOn() throws Exception {
        serve(release(ModelRelease.SHARED, 1, server.put(modelOverflowing(0))));
        serve(release("oven", 2, server.put(modelOverflowing(1))));

        assertThat(scoredBy("oven", 2)).isEqualTo("not scored");
        assertThat(scoredBy("kiln", 2)).isEqualTo("not scored");

        assertThat(scoredBy("oven", 0)).isEqualTo("oven v2");
        assertThat(scoredBy("kiln", 0)).isEqualTo("* v1");
        assertThat(results).isEmpty();
    }

    @Test
    void modelThatOnnxRuntimeCannotRunOnAnEvent_isReported_andTheBaseModelServes() throws Exception {
        serve(release(ModelRelease.SHARED, 1, server.put(modelPredicting(2))));
        serve(release("oven", 2, server.put(modelFailing())));
        assertThat(scoredBy("oven", 0)).isEqualTo("oven v2");

        assertThat(scoredBy("oven", 5)).isEqualTo("* v1");
        assertThat(scoredBy("oven", 0)).isEqualTo("* v1");

        assertThat(failures()).singleElement().satisfies(status -> assertThat(status.reason())
                .contains("ONNX Runtime", "out of data bounds"));
    }

    /** Runs the task that activates the previous release. */
    private void loadFallback() throws InterruptedException {
        tasks.poll(30, TimeUnit.SECONDS).run();
    }

    private ModelRelease serve(ModelRelease release) {
        assertThat(follower.loadNow(release)).isInstanceOf(ActivationResult.Activated.class);
        return release;
    }

    private String scoredBy(String domain, int number) {
        ScoringOutcome outcome =
                follower.score(TestReleases.event(domain, number)).orElseThrow();
        return outcome instanceof ScoringResult result
                ? result.prediction().modelDomain() + " v" + result.prediction().modelVersion()
                : "not scored";
    }

    private List<RolloutStatus> failures() {
        return results.stream()
                .flatMap(result -> result.rolloutStatuses("consumer").stream())
                .filter(status -> status.state() == RolloutStatus.State.FAILED)
                .toList();
    }

    @Test
    void closingFollower_closesQueuedModels() throws Exception {
        int openBefore = OnnxSessions.openCount();
        follower.submit(release("oven", 1, server.put(modelPredicting(0))));
        assertThat(tasks.poll(30, TimeUnit.SECONDS)).isNotNull();

        follower.close();

        assertThat(OnnxSessions.openCount()).isEqualTo(openBefore);
    }
}
