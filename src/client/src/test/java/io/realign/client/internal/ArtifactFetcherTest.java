package io.realign.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.SmallOnnxModel;
import io.realign.model.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactFetcherTest {
    private static final byte[] BYTES = SmallOnnxModel.predicting(0, 2, 3);

    @TempDir
    private Path cache;

    private ArtifactServer server;
    private Duration timeout = Duration.ofSeconds(30);

    @BeforeEach
    void start() throws IOException {
        server = new ArtifactServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void secondFetch_usesTheCache() throws Exception {
        Artifact artifact = server.put(BYTES);

        assertThat(fetcher().fetch(artifact)).isEqualTo(BYTES);
        assertThat(fetcher().fetch(artifact)).isEqualTo(BYTES);

        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void cachedArtifact_isFetchedWithoutServer() throws Exception {
        Artifact artifact = server.put(BYTES);
        fetcher().fetch(artifact);

        server.close();

        assertThat(fetcher().fetch(artifact)).isEqualTo(BYTES);
    }

    @Test
    void corruptedBytes_areRejectedAndNotCached() throws Exception {
        Artifact artifact = server.put(BYTES);
        byte[] flipped = BYTES.clone();
        flipped[100] ^= 1;
        server.replace(artifact, flipped);

        assertRejected(artifact, "expected an artifact with the SHA-256 " + artifact.sha256());
    }

    @Test
    void truncatedBytes_areRejectedAndNotCached() throws Exception {
        Artifact artifact = server.put(BYTES);
        server.replace(artifact, Arrays.copyOf(BYTES, BYTES.length - 1));

        assertRejected(artifact, "expected %d bytes".formatted(BYTES.length));
    }

    @Test
    void oversizedBytes_areRejectedAndNotCached() throws Exception {
        Artifact artifact = server.put(BYTES);
        server.replace(artifact, Arrays.copyOf(BYTES, 1 << 20));

        assertRejected(artifact, "expected at most %d bytes, got more".formatted(BYTES.length));
    }

    @Test
    void missingArtifact_isNotRetried() throws Exception {
        Artifact artifact = new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 1);

        assertRejected(artifact, "got status 404");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void serverError_isRetried() throws Exception {
        Artifact artifact = server.put(BYTES);
        server.failOnce(503);

        assertThat(fetcher().fetch(artifact)).isEqualTo(BYTES);

        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void unreachableServer_failsAfterThreeAttempts() throws Exception {
        Artifact artifact = server.put(BYTES);
        server.close();

        assertRejected(artifact, "got java.net.ConnectException in 3 attempts");
    }

    @Test
    void drippingServer_isGivenUpAfterTheTimeLimit_ofAllAttempts() throws Exception {
        Artifact artifact = server.put(BYTES);
        server.stall(artifact);
        timeout = Duration.ofMillis(200);

        assertRejected(artifact, "got no complete response within PT0.2S");

        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void corruptedFile_isFetchedAgain() throws Exception {
        Artifact artifact = server.put(BYTES);
        fetcher().fetch(artifact);
        byte[] flipped = BYTES.clone();
        flipped[100] ^= 1;
        Files.write(cache.resolve(artifact.sha256()), flipped);

        assertThat(fetcher().fetch(artifact)).isEqualTo(BYTES);

        assertThat(server.requestCount()).isEqualTo(2);
        assertThat(cache.resolve(artifact.sha256())).hasBinaryContent(BYTES);
    }

    @Test
    void fullCache_deletesLeastRecentlyUsedArtifact_butNoOtherFiles() throws Exception {
        AtomicLong seconds = new AtomicLong();
        InstantSource clock = () -> Instant.EPOCH.plusSeconds(seconds.incrementAndGet());
        ArtifactFetcher smallCache = fetcher(2L * BYTES.length, clock);
        Path otherFile = Files.write(cache.resolve("notes.txt"), new byte[10_000]);
        Artifact first = server.put(BYTES);
        Artifact second = server.put(SmallOnnxModel.predicting(1, 2, 3));
        Artifact third = server.put(SmallOnnxModel.predicting(2, 2, 3));

        smallCache.fetch(first);
        smallCache.fetch(second);
        smallCache.fetch(first);
        smallCache.fetch(third);

        assertThat(files())
                .containsExactlyInAnyOrder(otherFile, cache.resolve(first.sha256()), cache.resolve(third.sha256()));
    }

    private void assertRejected(Artifact artifact, String reason) throws IOException {
        assertThatThrownBy(() -> fetcher().fetch(artifact))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining(reason);
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    private ArtifactFetcher fetcher() {
        return fetcher(Artifact.MAX_SIZE, Clock.systemUTC());
    }

    private ArtifactFetcher fetcher(long maxBytes, InstantSource clock) {
        return new ArtifactFetcher(
                new ArtifactCache(cache, maxBytes, clock),
                new AdapterServiceClient(
                        server.address(),
                        Optional.empty(),
                        new RetryPolicy(Duration.ofMillis(1), Duration.ofSeconds(1), 3),
                        timeout));
    }
}
