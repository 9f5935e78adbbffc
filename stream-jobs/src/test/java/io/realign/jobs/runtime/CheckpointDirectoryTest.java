package io.realign.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.filesystem.RelativeFileStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {
    private static final String STATE_FILE = "0b1c";

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void latest_hasTheHighestNumber_ofAllJobIds_alsoInACopy() throws IOException {
        createComplete("aaaa/chk-9", 3000);
        Path latest = createComplete("bbbb/chk-10", 1000);
        createComplete("bbbb/chk-9", 2000);

        assertThat(checkpoints().latestReadable(warnings::add)).contains(latest);
        assertThat(warnings).isEmpty();
    }

    @Test
    void latest_ofEqualNumbers_isTheLastWritten() throws IOException {
        createComplete("aaaa/chk-7", 1000);
        Path latest = createComplete("bbbb/chk-7", 3000);
        createComplete("cccc/chk-7", 2000);

        assertThat(checkpoints().latestReadable(warnings::add)).contains(latest);
    }

    @Test
    void latest_ignoresIncompleteCheckpoints() throws IOException {
        Path complete = createComplete("aaaa/chk-1", 1000);
        Files.createDirectories(directory.resolve("aaaa/chk-2"));
        Files.createDirectories(directory.resolve("aaaa/shared"));

        assertThat(checkpoints().latestReadable(warnings::add)).contains(complete);
    }

    @Test
    void latest_isEmpty_withoutCheckpoints() {
        assertThat(new CheckpointDirectory(directory.resolve("missing")).latestReadable(warnings::add))
                .isEmpty();
        assertThat(checkpoints().latestReadable(warnings::add)).isEmpty();
    }

    @Test
    void latest_isTheNewestReadable_andTheUnreadableFilesAreNamed() throws IOException {
        Path readable = createComplete("aaaa/chk-1", 1000);
        Path missingState = createComplete("aaaa/chk-2", 2000);
        Files.delete(missingState.resolve(STATE_FILE));
        Path truncatedState = createComplete("aaaa/chk-3", 3000);
        truncate(truncatedState.resolve(STATE_FILE));
        Path truncatedMetadata = createComplete("bbbb/chk-4", 4000);
        truncate(truncatedMetadata.resolve("_metadata"));
        Files.setLastModifiedTime(truncatedMetadata.resolve("_metadata"), FileTime.fromMillis(4000));

        assertThat(checkpoints().latestReadable(warnings::add)).contains(readable);

        assertThat(warnings).hasSize(3).allSatisfy(warning -> assertThat(warning)
                .contains("resuming from " + readable));
        assertThat(warnings.get(0)).contains("cannot decode " + truncatedMetadata.resolve("_metadata"));
        assertThat(warnings.get(1))
                .contains("expected 100 bytes in " + truncatedState.resolve(STATE_FILE) + ", got 50");
        assertThat(warnings.get(2)).contains("cannot read " + missingState.resolve(STATE_FILE));
    }

    @Test
    void checkpoints_thatAreAllUnreadable_areRejected() throws IOException {
        Path only = createComplete("aaaa/chk-1", 1000);
        truncate(only.resolve(STATE_FILE));

        assertThatThrownBy(() -> checkpoints().latestReadable(warnings::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a readable checkpoint in " + directory)
                .hasMessageContaining(only.resolve(STATE_FILE).toString())
                .hasMessageContaining("delete the directory to process all records again");
    }

    @Test
    void deleteOld_keepsTheNewestThree_andTheRestoredOne() throws IOException {
        Path restored = createComplete("aaaa/chk-1", 1000);
        createComplete("aaaa/chk-2", 2000);
        Path third = createComplete("aaaa/chk-3", 3000);
        Path second = createComplete("bbbb/chk-4", 4000);
        Path first = createComplete("cccc/chk-5", 5000);

        checkpoints().deleteOld(restored);

        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("chk-")))
                    .containsExactlyInAnyOrder(restored, third, second, first);
        }
    }

    private CheckpointDirectory checkpoints() {
        return new CheckpointDirectory(directory);
    }

    private static void truncate(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    /** Creates a checkpoint with a state file of 100 bytes. */
    private Path createComplete(String name, long writtenAtMillis) throws IOException {
        Path checkpoint = Files.createDirectories(directory.resolve(name));
        Path stateFile = Files.write(checkpoint.resolve(STATE_FILE), new byte[100]);
        OperatorStateHandle state = new OperatorStreamStateHandle(
                Map.of(),
                new RelativeFileStateHandle(new org.apache.flink.core.fs.Path(stateFile.toUri()), STATE_FILE, 100));
        OperatorState operator = new OperatorState("score", "score", new OperatorID(1, 2), 1, 1);
        operator.putState(
                0, OperatorSubtaskState.builder().setManagedOperatorState(state).build());
        Path metadata = checkpoint.resolve("_metadata");
        try (OutputStream out = Files.newOutputStream(metadata)) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(1, List.of(operator), List.of()), out);
        }
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenAtMillis));
        return checkpoint;
    }
}
