package io.realign.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactStoreTest extends ArtifactStoreContract {
    @TempDir
    Path directory;

    @Override
    ArtifactStore store() throws IOException {
        return new DirectoryArtifactStore(directory.resolve("deep/store"));
    }

    @Override
    void backdate(String sha256) throws IOException {
        Files.setLastModifiedTime(
                directory.resolve("deep/store").resolve(sha256),
                FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
    }

    @Override
    void corrupt(String sha256, byte[] bytes) throws IOException {
        Files.write(directory.resolve("deep/store").resolve(sha256), bytes);
    }

    @Test
    void temporaryFiles_areRemoved() throws IOException {
        Artifact artifact = store().put(Kind.INFERENCE, bytes(10));

        try (Stream<Path> files = Files.list(directory.resolve("deep/store"))) {
            assertThat(files).containsExactly(directory.resolve("deep/store").resolve(artifact.sha256()));
        }
    }
}
