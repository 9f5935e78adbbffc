package io.realign.adapter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactsTest extends ArtifactStoreContract {
    @TempDir
    Path directory;

    @Override
    ArtifactStore store() throws IOException {
        return new DirectoryArtifacts(directory.resolve("deep/store"));
    }

    @Test
    void nothingUnfinished_isLeftBehind() throws IOException {
        Artifact artifact = store().put(Kind.INFERENCE, bytes(10));

        try (Stream<Path> files = Files.list(directory.resolve("deep/store"))) {
            assertThat(files).containsExactly(directory.resolve("deep/store").resolve(artifact.sha256()));
        }
    }

    @Test
    void bytesThatRotted_areNotHandedOut() throws IOException {
        Artifact artifact = store().put(Kind.INFERENCE, bytes(10));
        Files.write(directory.resolve("deep/store").resolve(artifact.sha256()), new byte[10]);

        assertThatThrownBy(() -> store().read(artifact))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(artifact.sha256());
    }
}
