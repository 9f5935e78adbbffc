package io.realign.adapter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of artifacts must do. */
abstract class ArtifactStoreContract {
    abstract ArtifactStore store() throws IOException;

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 1_000_001})
    void artifact_comesBackAsItWasStored(int size) throws IOException {
        byte[] content = bytes(size);

        Artifact artifact = store().put(Kind.CONTINUATION, content);

        assertThat(artifact).isEqualTo(new Artifact(Kind.CONTINUATION, ContentId.digest(content), size));
        assertThat(store().read(artifact)).hasValue(content);
        try (ArtifactStore.Content found = store().find(artifact.sha256()).orElseThrow()) {
            assertThat(found.size()).isEqualTo(size);
        }
    }

    @Test
    void storingTwice_changesNothing() throws IOException {
        Artifact first = store().put(Kind.INFERENCE, bytes(10));

        assertThat(store().put(Kind.INFERENCE, bytes(10))).isEqualTo(first);
        assertThat(store().read(first)).hasValue(bytes(10));
    }

    @Test
    void whatWasNeverStored_isNotThere() throws IOException {
        assertThat(store().find("0".repeat(64))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../etc/passwd", "ABCDEF", "/"})
    void anythingButADigest_isRefused(String name) {
        assertThatThrownBy(() -> store().find(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 hexadecimal digits");
    }

    @Test
    void nothingAtAll_isNoArtifact() {
        assertThatThrownBy(() -> store().put(Kind.INFERENCE, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
