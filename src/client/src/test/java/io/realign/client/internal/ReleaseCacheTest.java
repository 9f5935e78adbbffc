package io.realign.client.internal;

import static io.realign.client.testing.TestReleases.NOW;
import static io.realign.client.testing.TestReleases.modelPredicting;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.testing.TestKeys;
import io.realign.client.testing.TestReleases;
import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.model.TrustedKey;
import io.realign.model.TrustedKeys;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.SignedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseCacheTest {
    private static final SigningKeys KEYS = TestKeys.generate();

    /** Offset of the time of the verification, which is not signed. */
    private static final int TIME_OFFSET = Integer.BYTES;

    @TempDir
    private Path cache;

    private ReleaseCache releaseCache;

    @BeforeEach
    void createCache() {
        releaseCache = releaseCache(KEYS);
    }

    @Test
    void cache_isEmpty_beforeAReleaseServes() {
        announce(2);

        assertThat(releaseCache.read()).isEmpty();
        assertThat(releaseCache.readToEndAt()).isEqualTo(Instant.MIN);
    }

    @Test
    void cache_storesTheNewestServingRelease_butNoAnnouncedOne() {
        ModelRelease first = announce(1);
        ModelRelease second = announce(2);
        announce(3);
        releaseCache.storeServing(first);
        releaseCache.storeServing(second);

        assertThat(releaseCache(KEYS).read()).containsExactly(new ReleaseVerification.Verified(verified(second)));
    }

    @Test
    void olderRecord_doesNotReplaceANewerOne() {
        ReleaseCache otherProgram = releaseCache(KEYS);
        ModelRelease first = release(1);
        otherProgram.addPending(SignedRelease.sign(first, KEYS.signer()), verified(first));
        ModelRelease second = announce(2);
        releaseCache.storeServing(second);

        otherProgram.storeServing(first);

        assertThat(releaseCache.read()).containsExactly(new ReleaseVerification.Verified(verified(second)));
    }

    @Test
    void flippedBit_makesTheRecordInvalid_outsideTheTime() throws IOException {
        releaseCache.storeServing(announce(1));
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 0; i < bytes.length; i++) {
            if (i >= TIME_OFFSET && i < TIME_OFFSET + Long.BYTES) {
                continue;
            }
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(file(), changed);

            assertThat(releaseCache.read()).as("byte " + i).hasSize(1).allSatisfy(cached -> assertThat(cached)
                    .isInstanceOf(ReleaseVerification.Invalid.class));
        }
    }

    @Test
    void recordOfUntrustedKey_isInvalid() {
        releaseCache.storeServing(announce(1));

        assertThat(reason(releaseCache(TestKeys.generate()))).contains("expected a signature of a trusted key");
    }

    @Test
    void renewedRecord_replacesTheStoredOne() {
        ModelRelease first = announce(1);
        releaseCache.storeServing(first);
        ModelRelease renewed = first.renewed(TestReleases.LATER.plusSeconds(1));
        releaseCache.addPending(SignedRelease.sign(renewed, KEYS.signer()), verified(renewed));

        releaseCache.storeServing(renewed);

        assertThat(releaseCache(KEYS).read()).containsExactly(new ReleaseVerification.Verified(verified(renewed)));
    }

    @Test
    void recordOfAKeyThatHasExpiredSince_isValid() {
        releaseCache.storeServing(announce(1));
        TrustedKey key = KEYS.trusted().keys().get(0);

        assertThat(readAfterExpiryOf(new TrustedKey(key.key(), Instant.MIN, NOW.plusSeconds(1))))
                .isInstanceOf(ReleaseVerification.Verified.class);
        assertThat(readAfterExpiryOf(new TrustedKey(key.key(), Instant.MIN, NOW)))
                .isInstanceOf(ReleaseVerification.Invalid.class);
    }

    @Test
    void recordInWrongFile_isInvalid() throws IOException {
        releaseCache.storeServing(announce(1));
        Files.move(file(), file().resolveSibling("0".repeat(64) + ".release"));

        assertThat(reason(releaseCache)).contains("expected the release in ");
    }

    @Test
    void oversizedFile_isInvalid() throws IOException {
        releaseCache.storeServing(announce(1));
        Files.write(file(), new byte[2 * SignedRelease.MAX_SIZE]);

        assertThat(reason(releaseCache)).contains("expected a file of at most");
    }

    @Test
    void readTime_isStored_unlessItIsInTheFuture() {
        releaseCache.storeReadToEndTime(NOW.minusSeconds(1));
        assertThat(releaseCache(KEYS).readToEndAt()).isEqualTo(NOW.minusSeconds(1));

        releaseCache.storeReadToEndTime(NOW.plusSeconds(1));
        assertThat(releaseCache(KEYS).readToEndAt()).isEqualTo(Instant.MIN);
    }

    @Test
    void partialFiles_areDeleted_whenTheWriteFailed_orTheirProgramCrashed() throws IOException {
        releaseCache.storeServing(announce(1));
        Path target = Files.createDirectories(cache.resolve("releases").resolve("models-read-at"));
        Files.createFile(target.resolve("not-empty"));
        Path crashed = Files.createFile(target.resolveSibling("abc.release.123.part"));
        Files.setLastModifiedTime(crashed, FileTime.from(NOW.minusSeconds(2 * 60 * 60)));
        Path inProgress = Files.createFile(target.resolveSibling("abc.release.456.part"));
        Files.setLastModifiedTime(inProgress, FileTime.from(NOW));

        releaseCache.storeReadToEndTime(NOW);
        assertThat(releaseCache.read()).hasSize(1);

        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files.filter(file -> file.toString().endsWith(".part"))).containsExactly(inProgress);
        }
    }

    private ReleaseVerification readAfterExpiryOf(TrustedKey key) {
        TrustedKeys keys = new TrustedKeys(List.of(key));
        return new ReleaseCache(cache, keys, () -> NOW.plus(Duration.ofDays(1)))
                .read()
                .get(0);
    }

    private static VerifiedRelease verified(ModelRelease release) {
        return new VerifiedRelease(release, KEYS.signer().keyId(), NOW);
    }

    private ReleaseCache releaseCache(SigningKeys keys) {
        return new ReleaseCache(cache, keys.trusted(), () -> NOW);
    }

    private ModelRelease announce(long version) {
        ModelRelease release = release(version);
        releaseCache.addPending(SignedRelease.sign(release, KEYS.signer()), verified(release));
        return release;
    }

    private static ModelRelease release(long version) {
        byte[] model = modelPredicting(0);
        return TestReleases.release(
                "oven", version, new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(model), model.length));
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("releases"))) {
            return files.filter(file -> file.toString().endsWith(".release"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String reason(ReleaseCache releaseCache) {
        List<ReleaseVerification> cached = releaseCache.read();
        assertThat(cached).hasSize(1);
        return ((ReleaseVerification.Invalid) cached.get(0)).reason();
    }
}
