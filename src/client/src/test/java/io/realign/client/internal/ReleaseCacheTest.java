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
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.SignedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseCacheTest {
    private static final SigningKeys KEYS = TestKeys.generate();

    @TempDir
    private Path cache;

    private ReleaseCache shelf;

    @BeforeEach
    void make() {
        shelf = shelf(KEYS);
    }

    @Test
    void shelf_isEmpty_whereNothingHasServed() {
        hear(2);

        assertThat(shelf.read()).isEmpty();
        assertThat(shelf.readToEndAt()).isEqualTo(Instant.MIN);
    }

    @Test
    void shelf_keepsTheNewestThatServed_andNoneThatOnlyWasAnnounced() {
        ModelRelease first = hear(1);
        ModelRelease second = hear(2);
        hear(3);
        shelf.storeServing(first);
        shelf.storeServing(second);

        assertThat(shelf(KEYS).read()).containsExactly(new ReleaseAnnouncement.Verified(second));
    }

    @Test
    void programThatLagsBehind_doesNotReplaceANewerRecord() {
        ReleaseCache late = shelf(KEYS);
        ModelRelease first = release(1);
        late.addPending(SignedRelease.sign(first, KEYS.signer()), first);
        ModelRelease second = hear(2);
        shelf.storeServing(second);

        late.storeServing(first);

        assertThat(shelf.read()).containsExactly(new ReleaseAnnouncement.Verified(second));
    }

    @Test
    void flippedBit_isRefused_whereverItIs() throws IOException {
        shelf.storeServing(hear(1));
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(file(), changed);

            assertThat(shelf.read()).as("byte " + i).hasSize(1).allSatisfy(kept -> assertThat(kept)
                    .isInstanceOf(ReleaseAnnouncement.Invalid.class));
        }
    }

    @Test
    void recordOfAnotherKey_isRefused() {
        shelf.storeServing(hear(1));

        assertThat(reason(shelf(TestKeys.generate()))).contains("expected a signature of a trusted key");
    }

    @Test
    void recordUnderAnotherName_isRefused() throws IOException {
        shelf.storeServing(hear(1));
        Files.move(file(), file().resolveSibling("0".repeat(64) + ".release"));

        assertThat(reason(shelf)).contains("expected the release in ");
    }

    @Test
    void oversizedFile_isRefusedUnread() throws IOException {
        shelf.storeServing(hear(1));
        Files.write(file(), new byte[2 * SignedRelease.MAX_SIZE]);

        assertThat(reason(shelf)).contains("expected a file of at most");
    }

    @Test
    void readTime_isStored_unlessItIsInTheFuture() {
        shelf.readToEndAt(NOW.minusSeconds(1));
        assertThat(shelf(KEYS).readToEndAt()).isEqualTo(NOW.minusSeconds(1));

        shelf.readToEndAt(NOW.plusSeconds(1));
        assertThat(shelf(KEYS).readToEndAt()).isEqualTo(Instant.MIN);
    }

    private ReleaseCache shelf(SigningKeys keys) {
        return new ReleaseCache(cache, keys.trusted(), () -> NOW);
    }

    private ModelRelease hear(long version) {
        ModelRelease release = release(version);
        shelf.addPending(SignedRelease.sign(release, KEYS.signer()), release);
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

    private static String reason(ReleaseCache shelf) {
        List<ReleaseAnnouncement> kept = shelf.read();
        assertThat(kept).hasSize(1);
        return ((ReleaseAnnouncement.Invalid) kept.get(0)).reason();
    }
}
