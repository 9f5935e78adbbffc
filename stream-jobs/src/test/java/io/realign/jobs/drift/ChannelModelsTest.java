package io.realign.jobs.drift;

import static io.realign.client.testing.TestReleases.LATER;
import static io.realign.client.testing.TestReleases.NOW;
import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.TestKeys;
import io.realign.client.testing.TestReleases;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.model.ModelRelease;
import io.realign.model.VerifiedRelease;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases of a checkpoint that expire at {@link TestReleases#LATER}, when the job is restarted. */
class ChannelModelsTest {
    private static final InstantSource EXPIRED = () -> LATER;
    private static final String TRUSTED = TestKeys.DEFAULT.signer().keyId();
    private static final String REMOVED = TestKeys.generate().signer().keyId();

    @TempDir
    private Path cache;

    private ArtifactServer server;
    private ModelRelease release;
    private ChannelModels models;

    @BeforeEach
    void start() throws Exception {
        server = new ArtifactServer();
        release = release("oven", 2, server.put(modelPredicting(0)));
        models = new ChannelModels(
                new ModelLoaderSettings(server.address(), cache.toString(), TestKeys.DEFAULT.trusted())
                        .createLoader(EXPIRED),
                TestKeys.DEFAULT.trusted(),
                new EventContract(TestReleases.FEATURES, TestReleases.LABELS, Duration.ofHours(1)),
                EXPIRED);
    }

    @AfterEach
    void stop() {
        models.close();
        server.close();
    }

    @Test
    void releaseThatHasExpiredSince_isLoaded() {
        models.restore(List.of(new VerifiedRelease(release, TRUSTED, NOW)));

        assertThat(models.servingModel("oven")).isPresent();
    }

    @Test
    void releaseThatWasExpired_isRefused_untilItIsRenewed() {
        models.restore(List.of(new VerifiedRelease(release, TRUSTED, LATER)));
        awaitResolved();
        assertThat(models.servingModel("oven")).isEmpty();

        assertThat(models.isRejected(release)).isTrue();

        models.loadInBackground(new VerifiedRelease(release.renewed(LATER.plusSeconds(1)), TRUSTED, LATER));

        assertThat(models.isRejected(release)).isFalse();
        assertThat(models.isPending("oven")).isTrue();
        awaitModel();
    }

    @Test
    void releaseOfARemovedKey_isRefused_untilItIsSignedAgain() {
        models.restore(List.of(new VerifiedRelease(release, REMOVED, NOW)));
        assertThat(models.servingModel("oven")).isEmpty();
        assertThat(models.isPending("oven")).isFalse();
        assertThat(models.resolvedVersion("oven")).isEqualTo(2);

        models.loadInBackground(new VerifiedRelease(release.renewed(LATER.plusSeconds(1)), TRUSTED, LATER));

        awaitModel();
    }

    private void awaitResolved() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (models.isPending("oven")) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            models.applyLoaded();
        }
    }

    private void awaitModel() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (models.servingModel("oven").isEmpty()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            models.applyLoaded();
        }
    }
}
