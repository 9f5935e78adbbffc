package io.realign.client;

import static io.realign.client.Releases.NOW;
import static io.realign.client.Releases.favouring;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.schemas.Announcement;
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

class ReleaseShelfTest {
    private static final SigningKeys KEYS = TestKeys.make();

    @TempDir
    private Path cache;

    private ReleaseShelf shelf;

    @BeforeEach
    void make() {
        shelf = shelf(KEYS);
    }

    @Test
    void shelf_isEmpty_whereNothingHasServed() {
        hear(2);

        assertThat(shelf.read()).isEmpty();
        assertThat(shelf.readAt()).isEqualTo(Instant.MIN);
    }

    @Test
    void shelf_keepsTheNewestThatServed_andNoneThatOnlyWasAnnounced() {
        ModelRelease first = hear(1);
        ModelRelease second = hear(2);
        hear(3);
        shelf.serves(first);
        shelf.serves(second);

        assertThat(shelf(KEYS).read()).containsExactly(new Announcement.Released(second));
    }

    @Test
    void programThatLagsBehind_doesNotReplaceANewerRecord() {
        ReleaseShelf late = shelf(KEYS);
        ModelRelease first = release(1);
        late.hear(SignedRelease.of(first, KEYS.signer()), first);
        ModelRelease second = hear(2);
        shelf.serves(second);

        late.serves(first);

        assertThat(shelf.read()).containsExactly(new Announcement.Released(second));
    }

    @Test
    void flippedBit_isRefused_whereverItIs() throws IOException {
        shelf.serves(hear(1));
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(file(), changed);

            assertThat(shelf.read()).as("byte " + i).hasSize(1).allSatisfy(kept -> assertThat(kept)
                    .isInstanceOf(Announcement.Refused.class));
        }
    }

    @Test
    void recordOfAnotherKey_isRefused() {
        shelf.serves(hear(1));

        assertThat(reason(shelf(TestKeys.make()))).contains("expected the signature of a trusted key");
    }

    @Test
    void recordUnderAnotherName_isRefused() throws IOException {
        shelf.serves(hear(1));
        Files.move(file(), file().resolveSibling("0".repeat(64) + ".release"));

        assertThat(reason(shelf)).contains("expected the release in ");
    }

    @Test
    void oversizedFile_isRefusedUnread() throws IOException {
        shelf.serves(hear(1));
        Files.write(file(), new byte[2 * SignedRelease.MAX_SIZE]);

        assertThat(reason(shelf)).contains("expected a file of at most");
    }

    @Test
    void timeOfTheLastLook_isKept_unlessItIsToCome() {
        shelf.readAt(NOW.minusSeconds(1));
        assertThat(shelf(KEYS).readAt()).isEqualTo(NOW.minusSeconds(1));

        shelf.readAt(NOW.plusSeconds(1));
        assertThat(shelf(KEYS).readAt()).isEqualTo(Instant.MIN);
    }

    private ReleaseShelf shelf(SigningKeys keys) {
        return new ReleaseShelf(cache, keys.trusted(), () -> NOW);
    }

    private ModelRelease hear(long version) {
        ModelRelease release = release(version);
        shelf.hear(SignedRelease.of(release, KEYS.signer()), release);
        return release;
    }

    private static ModelRelease release(long version) {
        byte[] model = favouring(0);
        return Releases.release(
                "oven", version, new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(model), model.length));
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("releases"))) {
            return files.filter(file -> file.toString().endsWith(".release"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String reason(ReleaseShelf shelf) {
        List<Announcement> kept = shelf.read();
        assertThat(kept).hasSize(1);
        return ((Announcement.Refused) kept.get(0)).reason();
    }
}
