package io.realign.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void latest_isTheLastWritten_ofAllJobIds() throws IOException {
        createComplete("aaaa/chk-90", 1000);
        Path latest = createComplete("bbbb/chk-7", 3000);
        createComplete("bbbb/chk-6", 2000);

        assertThat(new CheckpointDirectory(directory).latestComplete()).contains(latest);
    }

    @Test
    void latest_ignoresIncompleteCheckpoints() throws IOException {
        Path complete = createComplete("aaaa/chk-1", 1000);
        Files.createDirectories(directory.resolve("aaaa/chk-2"));
        Files.createDirectories(directory.resolve("aaaa/shared"));

        assertThat(new CheckpointDirectory(directory).latestComplete()).contains(complete);
    }

    @Test
    void latest_isEmpty_withoutCheckpoints() {
        assertThat(new CheckpointDirectory(directory.resolve("missing")).latestComplete())
                .isEmpty();
        assertThat(new CheckpointDirectory(directory).latestComplete()).isEmpty();
    }

    private Path createComplete(String name, long writtenAtMillis) throws IOException {
        Path checkpoint = Files.createDirectories(directory.resolve(name));
        Path metadata = Files.createFile(checkpoint.resolve("_metadata"));
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenAtMillis));
        return checkpoint;
    }
}
