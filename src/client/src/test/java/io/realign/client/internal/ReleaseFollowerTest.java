package io.realign.client.internal;

import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.ArtifactServer;
import io.realign.model.ModelRelease;
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
    void closingFollower_closesQueuedModels() throws Exception {
        int openBefore = OnnxSessions.openCount();
        follower.submit(release("oven", 1, server.put(modelPredicting(0))));
        assertThat(tasks.poll(30, TimeUnit.SECONDS)).isNotNull();

        follower.close();

        assertThat(OnnxSessions.openCount()).isEqualTo(openBefore);
    }
}
