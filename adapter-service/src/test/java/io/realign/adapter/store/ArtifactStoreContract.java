package io.realign.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract of every artifact store. */
abstract class ArtifactStoreContract {
    abstract ArtifactStore store() throws IOException;

    /** Sets the modification time two days back. */
    abstract void backdate(String sha256) throws IOException;

    /** Overwrites stored content without using the store. */
    abstract void corrupt(String sha256, byte[] bytes) throws IOException;

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 1_000_001})
    void artifact_isReadAsStored(int size) throws IOException {
        byte[] content = bytes(size);

        Artifact artifact = store().put(Kind.TRAINING_CHECKPOINT, content);

        assertThat(artifact).isEqualTo(new Artifact(Kind.TRAINING_CHECKPOINT, ContentId.digest(content), size));
        assertThat(store().read(artifact)).hasValue(content);
        try (ArtifactStore.Content found = store().find(artifact.sha256()).orElseThrow()) {
            assertThat(found.size()).isEqualTo(size);
        }
    }

    @Test
    void storingTwice_isIdempotent() throws IOException {
        Artifact first = store().put(Kind.INFERENCE, bytes(10));

        assertThat(store().put(Kind.INFERENCE, bytes(10))).isEqualTo(first);
        assertThat(store().read(first)).hasValue(bytes(10));
    }

    @Test
    void writeCheck_isNotListed() throws IOException {
        Map<String, Instant> before = store().list();

        store().checkWritable();
        store().checkWritable();

        assertThat(store().list()).isEqualTo(before);
    }

    @Test
    void object_isReplaced() throws IOException {
        ObjectKey name = ObjectKey.ofRelease("oven", 2);
        store().putObject(name, bytes(10));
        store().putObject(name, bytes(11));

        assertThat(store().findObject(name)).hasValue(bytes(11));
        assertThat(store().findObject(ObjectKey.ofRelease("oven", 3))).isEmpty();
    }

    @Test
    void objects_areNotListed() throws IOException {
        Artifact artifact = store().put(Kind.INFERENCE, bytes(10));
        store().putObject(ObjectKey.ofRelease("id"), bytes(11));

        assertThat(store().list()).containsOnlyKeys(artifact.sha256());
    }

    @Test
    void unknownContent_isNotFound() throws IOException {
        assertThat(store().find("0".repeat(64))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../etc/passwd", "ABCDEF", "/"})
    void malformedDigest_isRejected(String name) {
        assertThatThrownBy(() -> store().find(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 hexadecimal digits");
    }

    @Test
    void list_returnsDigestsWithModificationTimes() throws IOException {
        Artifact first = store().put(Kind.INFERENCE, bytes(10));
        Artifact second = store().put(Kind.TRAINING_CHECKPOINT, bytes(11));

        Map<String, Instant> stored = store().list();

        assertThat(stored).containsOnlyKeys(first.sha256(), second.sha256());
        assertThat(stored.values())
                .allSatisfy(when -> assertThat(when).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES)));
    }

    @Test
    void emptyStore_listsNothing() throws IOException {
        assertThat(store().list()).isEmpty();
    }

    @Test
    void removedContent_isGone() throws IOException {
        Artifact gone = store().put(Kind.INFERENCE, bytes(10));
        Artifact retained = store().put(Kind.INFERENCE, bytes(11));

        store().remove(gone.sha256());
        store().remove(gone.sha256());

        assertThat(store().find(gone.sha256())).isEmpty();
        assertThat(store().list()).containsOnlyKeys(retained.sha256());
    }

    @Test
    void storingAgain_renewsTheModificationTime() throws Exception {
        Artifact artifact = store().put(Kind.INFERENCE, bytes(10));
        backdate(artifact.sha256());
        assertThat(store().list().get(artifact.sha256())).isBefore(Instant.now().minus(1, ChronoUnit.DAYS));

        store().put(Kind.INFERENCE, bytes(10));

        assertThat(store().list().get(artifact.sha256())).isAfter(Instant.now().minus(1, ChronoUnit.DAYS));
        assertThat(store().read(artifact)).hasValue(bytes(10));
    }

    @Test
    void corruptContent_isRejected() throws Exception {
        Artifact artifact = store().put(Kind.INFERENCE, bytes(10));
        corrupt(artifact.sha256(), new byte[10]);

        assertThatThrownBy(() -> store().read(artifact))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(artifact.sha256());
    }

    @Test
    void remove_requiresADigest() {
        assertThatThrownBy(() -> store().remove("../elsewhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 hexadecimal digits");
    }

    @Test
    void emptyContent_isRejected() {
        assertThatThrownBy(() -> store().put(Kind.INFERENCE, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
