package io.realign.jobs.runtime;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * The files of a checkpoint. {@code _metadata} contains the small states, and the paths and sizes of the files of the other states.
 * Flink stores no digests, so a file with the expected size and wrong content is only detected when Flink restores it.
 */
final class CheckpointFiles {
    private CheckpointFiles() {}

    /** Describes the first file that is missing, truncated or cannot be decoded; empty if there is none. */
    static Optional<String> problem(Path checkpoint) {
        Path metadata = checkpoint.resolve("_metadata");
        List<FileStateHandle> stateFiles;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(metadata)))) {
            stateFiles = stateFiles(Checkpoints.loadCheckpointMetadata(
                            in,
                            CheckpointFiles.class.getClassLoader(),
                            checkpoint.toUri().toString())
                    .getOperatorStates());
        } catch (IOException | RuntimeException e) {
            return Optional.of("cannot decode " + metadata + ": " + e);
        }
        return stateFiles.stream().flatMap(file -> problem(file).stream()).findFirst();
    }

    private static Optional<String> problem(FileStateHandle state) {
        Path file = Path.of(state.getFilePath().toUri());
        try {
            long size = Files.size(file);
            return size == state.getStateSize()
                    ? Optional.empty()
                    : Optional.of("expected %d bytes in %s, got %d".formatted(state.getStateSize(), file, size));
        } catch (IOException e) {
            return Optional.of("cannot read " + file + ": " + e);
        }
    }

    private static List<FileStateHandle> stateFiles(Iterable<OperatorState> operators) {
        List<FileStateHandle> files = new ArrayList<>();
        for (OperatorState operator : operators) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                Stream<StreamStateHandle> operatorStates = Stream.of(
                                subtask.getManagedOperatorState(), subtask.getRawOperatorState())
                        .flatMap(states -> states.stream())
                        .map(OperatorStateHandle::getDelegateStateHandle);
                Stream<StreamStateHandle> keyedStates = Stream.of(
                                subtask.getManagedKeyedState(), subtask.getRawKeyedState())
                        .flatMap(states -> states.stream())
                        .flatMap(CheckpointFiles::delegate);
                Stream.concat(operatorStates, keyedStates)
                        .filter(FileStateHandle.class::isInstance)
                        .map(FileStateHandle.class::cast)
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** The heap state backend writes no other type of handle. */
    private static Stream<StreamStateHandle> delegate(KeyedStateHandle state) {
        return state instanceof KeyGroupsStateHandle keyGroups
                ? Stream.of(keyGroups.getDelegateStateHandle())
                : Stream.empty();
    }
}
