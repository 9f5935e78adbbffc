package io.realign.client.internal;

import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.ModelTopicsFixture;
import io.realign.client.testing.TestReleases;
import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundLoaderTest {
    @TempDir
    private Path cache;

    private final BlockingQueue<LoadResult> results = new LinkedBlockingQueue<>();
    private ArtifactServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ArtifactServer();
    }

    @AfterEach
    void stop() {
        server.close();
        results.forEach(LoadResult::discard);
    }

    @Test
    void unavailableArtifact_isRetried_andFailureIsReportedOnce() throws Exception {
        Artifact artifact = server.put(modelPredicting(0));
        server.replace(artifact, new byte[] {1});
        try (BackgroundLoader loader = loader()) {
            loader.submit(release("oven", 1, artifact));
            assertThat(next()).isInstanceOf(LoadFailure.class);
            awaitRequests(3);

            server.put(modelPredicting(0));

            LoadResult second = next();
            assertThat(second).isInstanceOf(LoadResult.Loaded.class);
            second.discard();
        }
    }

    @Test
    void newerRelease_endsRetriesOfAnOlderOne() throws Exception {
        Artifact missing = new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 1);
        try (BackgroundLoader loader = loader()) {
            loader.submit(release("oven", 1, missing));
            assertThat(next().release().version()).isEqualTo(1);

            loader.submit(release("oven", 2, server.put(modelPredicting(0))));
            ReleaseOrder order = loader.submit(release("oven", 1, server.put(modelPredicting(1))));
            loader.submit(release("kiln", 1, server.put(modelPredicting(1))));

            assertThat(List.of(nextName(), nextName())).containsExactlyInAnyOrder("oven v2", "kiln v1");
            assertThat(order).isEqualTo(ReleaseOrder.OLDER);
        }
        assertThat(results).isEmpty();
    }

    @Test
    void permanentFailure_isNotRetried() throws Exception {
        try (BackgroundLoader loader = loader()) {
            loader.submit(release("oven", 1, server.put(new byte[] {1, 2, 3})));
            assertThat(((LoadFailure) next()).retriable()).isFalse();

            loader.submit(release("kiln", 1, server.put(modelPredicting(1))));
            assertThat(nextName()).isEqualTo("kiln v1");
        }
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void stalledDownload_delaysItsOwnDomainOnly() throws Exception {
        Artifact stalled = server.put(modelPredicting(2));
        server.stall(stalled);
        try (BackgroundLoader loader = loader()) {
            loader.submit(release("oven", 1, stalled));
            // A release that is replaced before its download starts is not downloaded.
            ModelTopicsFixture.await(() -> server.requestCount() == 1);
            loader.submit(release("oven", 2, server.put(modelPredicting(0))));

            loader.submit(release("kiln", 1, server.put(modelPredicting(1))));

            assertThat(nextName()).isEqualTo("kiln v1");
        }
        assertThat(results).isEmpty();
    }

    @Test
    void stepOfALoadedRelease_loadsNothing_andAnEarlierStepIsIgnored() throws Exception {
        ModelRelease first = release("oven", 1, server.put(modelPredicting(0)));
        ModelRelease second = release("oven", 2, server.put(modelPredicting(1)));
        try (BackgroundLoader loader = loader()) {
            loader.submit(first);
            nextName();
            loader.submit(TestReleases.atStep(second, first, 0, 0, 1000));
            nextName();

            loader.submit(TestReleases.atStep(second, first, 2, 500, 500));
            loader.submit(TestReleases.atStep(second, first, 1, 100, 900));

            assertThat(next()).isEqualTo(new LoadResult.StepAnnounced(TestReleases.atStep(second, first, 2, 500, 500)));
        }
        assertThat(results).isEmpty();
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void joiningDuringARollout_loadsThePreviousReleaseFirst() throws Exception {
        ModelRelease first = release("oven", 1, server.put(modelPredicting(0)));
        ModelRelease second = release("oven", 2, server.put(modelPredicting(1)));
        try (BackgroundLoader loader = loader()) {
            loader.submit(TestReleases.atStep(second, first, 1, 100, 900));

            assertThat(nextName()).isEqualTo("oven v1");
            assertThat(nextName()).isEqualTo("oven v2");
        }
    }

    @Test
    void unavailablePreviousRelease_isRetried_whileItHasATrafficShare() throws Exception {
        byte[] model = modelPredicting(0);
        ModelRelease first =
                release("oven", 1, new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(model), model.length));
        ModelRelease second = release("oven", 2, server.put(modelPredicting(1)));
        try (BackgroundLoader loader = loader()) {
            loader.submit(TestReleases.atStep(second, first, 1, 100, 900));
            assertThat(next()).isInstanceOf(LoadFailure.class);
            assertThat(nextName()).isEqualTo("oven v2");

            server.put(model);

            assertThat(nextName()).isEqualTo("oven v1");
        }
    }

    private String nextName() throws InterruptedException {
        LoadResult result = next();
        result.discard();
        return result.release().displayName();
    }

    private LoadResult next() throws InterruptedException {
        LoadResult result = results.poll(30, TimeUnit.SECONDS);
        assertThat(result).isNotNull();
        return result;
    }

    private void awaitRequests(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (server.requestCount() < count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private BackgroundLoader loader() {
        ModelLoader loader =
                new ModelLoader(new ArtifactFetcher(server.address(), cache, Clock.systemUTC()), Clock.systemUTC());
        return new BackgroundLoader(loader, RetryPolicy.fixed(Duration.ofMillis(10)), results::add);
    }
}
