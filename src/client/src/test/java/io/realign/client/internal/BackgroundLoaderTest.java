package io.realign.client.internal;

import static io.realign.client.testing.TestReleases.LATER;
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
import java.time.Instant;
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
    private static final boolean NOT_SERVED = false;

    @TempDir
    private Path cache;

    private final BlockingQueue<LoadResult> results = new LinkedBlockingQueue<>();
    private ArtifactServer server;
    private Instant now = TestReleases.NOW;

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
            loader.submit(release("oven", 1, artifact), NOT_SERVED);
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
            loader.submit(release("oven", 1, missing), NOT_SERVED);
            assertThat(next().release().version()).isEqualTo(1);

            loader.submit(release("oven", 2, server.put(modelPredicting(0))), NOT_SERVED);
            ReleaseOrder order = loader.submit(release("oven", 1, server.put(modelPredicting(1))), NOT_SERVED);
            loader.submit(release("kiln", 1, server.put(modelPredicting(1))), NOT_SERVED);

            assertThat(List.of(nextName(), nextName())).containsExactlyInAnyOrder("oven v2", "kiln v1");
            assertThat(order).isEqualTo(ReleaseOrder.OLDER);
        }
        assertThat(results).isEmpty();
    }

    @Test
    void permanentFailure_isNotRetried() throws Exception {
        try (BackgroundLoader loader = loader()) {
            loader.submit(release("oven", 1, server.put(new byte[] {1, 2, 3})), NOT_SERVED);
            assertThat(((LoadFailure) next()).retriable()).isFalse();

            loader.submit(release("kiln", 1, server.put(modelPredicting(1))), NOT_SERVED);
            assertThat(nextName()).isEqualTo("kiln v1");
        }
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void stalledDownload_delaysItsOwnDomainOnly() throws Exception {
        Artifact stalled = server.put(modelPredicting(2));
        server.stall(stalled);
        try (BackgroundLoader loader = loader()) {
            loader.submit(release("oven", 1, stalled), NOT_SERVED);
            // A release that is replaced before its download starts is not downloaded.
            ModelTopicsFixture.await(() -> server.requestCount() == 1);
            loader.submit(release("oven", 2, server.put(modelPredicting(0))), NOT_SERVED);

            loader.submit(release("kiln", 1, server.put(modelPredicting(1))), NOT_SERVED);

            assertThat(nextName()).isEqualTo("kiln v1");
        }
        assertThat(results).isEmpty();
    }

    @Test
    void stepOfALoadedRelease_loadsNothing_andAnEarlierStepIsIgnored() throws Exception {
        ModelRelease first = release("oven", 1, server.put(modelPredicting(0)));
        ModelRelease second = release("oven", 2, server.put(modelPredicting(1)));
        try (BackgroundLoader loader = loader()) {
            loader.submit(first, NOT_SERVED);
            nextName();
            loader.submit(TestReleases.atStep(second, first, 0, 0, 1000), NOT_SERVED);
            nextName();

            loader.submit(TestReleases.atStep(second, first, 2, 500, 500), NOT_SERVED);
            loader.submit(TestReleases.atStep(second, first, 1, 100, 900), NOT_SERVED);

            assertThat(next()).isEqualTo(new LoadResult.RecordUpdated(TestReleases.atStep(second, first, 2, 500, 500)));
        }
        assertThat(results).isEmpty();
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void joiningDuringARollout_loadsThePreviousReleaseFirst() throws Exception {
        ModelRelease first = release("oven", 1, server.put(modelPredicting(0)));
        ModelRelease second = release("oven", 2, server.put(modelPredicting(1)));
        try (BackgroundLoader loader = loader()) {
            loader.submit(TestReleases.atStep(second, first, 1, 100, 900), NOT_SERVED);

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
            loader.submit(TestReleases.atStep(second, first, 1, 100, 900), NOT_SERVED);
            assertThat(next()).isInstanceOf(LoadFailure.class);
            assertThat(nextName()).isEqualTo("oven v2");

            server.put(model);

            assertThat(nextName()).isEqualTo("oven v1");
        }
    }

    @Test
    void renewalOfALoadedRelease_loadsNothing() throws Exception {
        ModelRelease release = release("oven", 1, server.put(modelPredicting(0)));
        ModelRelease renewed = release.renewed(LATER.plusSeconds(1));
        try (BackgroundLoader loader = loader()) {
            loader.submit(release, NOT_SERVED);
            nextName();

            assertThat(loader.submit(renewed, NOT_SERVED)).isEqualTo(ReleaseOrder.NEWER);
            assertThat(loader.submit(renewed, NOT_SERVED)).isEqualTo(ReleaseOrder.SAME);

            assertThat(next()).isEqualTo(new LoadResult.RecordUpdated(renewed));
        }
        assertThat(results).isEmpty();
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void expiredRelease_isRejected_andLoadedOnceRenewed() throws Exception {
        now = LATER;
        ModelRelease release = release("oven", 2, server.put(modelPredicting(0)));
        try (BackgroundLoader loader = loader()) {
            loader.submit(release, NOT_SERVED);
            assertThat(((LoadFailure) next()).reason())
                    .startsWith("expected a release that has not expired, got one that expired at " + LATER);
            assertThat(loader.submit(release("oven", 1, server.put(modelPredicting(1))), NOT_SERVED))
                    .isEqualTo(ReleaseOrder.OLDER);

            loader.submit(release.renewed(LATER.plusSeconds(1)), NOT_SERVED);

            assertThat(nextName()).isEqualTo("oven v2");
        }
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void rejectedRelease_doesNotEndTheRetriesOfAnOlderOne() throws Exception {
        now = LATER;
        byte[] model = modelPredicting(0);
        Artifact missing = new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(model), model.length);
        try (BackgroundLoader loader = loader()) {
            boolean hasServed = true;
            loader.submit(release("oven", 1, missing), hasServed);
            assertThat(next().release().version()).isEqualTo(1);
            loader.submit(release("oven", 2, server.put(modelPredicting(1))), NOT_SERVED);
            assertThat(((LoadFailure) next()).reason()).contains("has not expired");

            server.put(model);

            assertThat(nextName()).isEqualTo("oven v1");
        }
    }

    @Test
    void expiredRelease_isLoaded_withItsPreviousRelease_ifItHasServed() throws Exception {
        now = LATER;
        ModelRelease first = release("oven", 1, server.put(modelPredicting(0)));
        ModelRelease second = release("oven", 2, server.put(modelPredicting(1)));
        try (BackgroundLoader loader = loader()) {
            boolean hasServed = true;
            loader.submit(TestReleases.atStep(second, first, 1, 100, 900), hasServed);

            assertThat(nextName()).isEqualTo("oven v1");
            assertThat(nextName()).isEqualTo("oven v2");
        }
    }

    @Test
    void renewalDuringRetries_doesNotEndTheRetriesOfThePreviousRelease() throws Exception {
        byte[] model = modelPredicting(0);
        ModelRelease first =
                release("oven", 1, new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(model), model.length));
        ModelRelease second =
                TestReleases.atStep(release("oven", 2, server.put(modelPredicting(1))), first, 1, 100, 900);
        try (BackgroundLoader loader = loader()) {
            loader.submit(second, NOT_SERVED);
            assertThat(next()).isInstanceOf(LoadFailure.class);
            assertThat(nextName()).isEqualTo("oven v2");
            loader.submit(second.renewed(LATER.plusSeconds(1)), NOT_SERVED);
            assertThat(next()).isInstanceOf(LoadResult.RecordUpdated.class);

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
                new ModelLoader(new ArtifactFetcher(server.address(), cache, Clock.systemUTC()), () -> now);
        return new BackgroundLoader(loader, RetryPolicy.fixed(Duration.ofMillis(10)), results::add);
    }
}
