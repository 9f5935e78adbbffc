package io.realign.jobs.scoring;

import static io.realign.client.testing.TestReleases.release;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.TestKeys;
import io.realign.client.testing.TestReleases;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.SignedRelease;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topic contains an expired base model. */
class InitialReleaseReaderTest {
    private static final SigningKeys KEYS = TestKeys.generate();
    private static final boolean FRESH = false;
    private static final boolean RESUMES = true;

    private final ModelRelease baseModel =
            release(ModelRelease.SHARED, 1, new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 1));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private KafkaFixture kafka;

    @BeforeEach
    void start() {
        kafka = new KafkaFixture(directory.resolve("broker"));
        kafka.send(SignedRelease.sign(baseModel, KEYS.signer()));
        kafka.flush();
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void freshJob_waitsUntilTheBaseModelIsRenewed() throws Exception {
        CompletableFuture<VerifiedRelease> initial = CompletableFuture.supplyAsync(() -> await(FRESH));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!printed()
                .contains("found base model shared v1 on topic models, but it expired at " + TestReleases.LATER)) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            assertThat(initial).isNotDone();
            Thread.onSpinWait();
        }
        ModelRelease renewed = baseModel.renewed(Instant.parse("2200-01-01T00:00:00Z"));

        kafka.send(SignedRelease.sign(renewed, KEYS.signer()));

        assertThat(initial.get(60, TimeUnit.SECONDS).release()).isEqualTo(renewed);
    }

    @Test
    void resumedJob_doesNotWait() {
        VerifiedRelease initial = await(RESUMES);

        assertThat(initial.release()).isEqualTo(baseModel);
        assertThat(initial.wasExpired()).isTrue();
    }

    private VerifiedRelease await(boolean resumes) {
        return new InitialReleaseReader(() -> TestReleases.LATER, new PrintStream(out, true, UTF_8))
                .await(KafkaConnection.plaintext(kafka.bootstrap()), KEYS.trusted(), resumes);
    }

    private String printed() {
        return out.toString(UTF_8);
    }
}
