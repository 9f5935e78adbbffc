package io.realign.cli.model;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.realign.learning.training.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Stores checkpoints every second in a directory, one file per training. Files are replaced atomically. */
public final class CheckpointFolder implements CheckpointStore {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final String SUFFIX = ".safetensors";
    private static final String TEMPORARY_SUFFIX = SUFFIX + ".new";

    private final Path directory;
    private final InstantSource clock;
    private Instant lastSaved;

    CheckpointFolder(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        this.lastSaved = clock.instant();
    }

    /** Stores the checkpoints of an output file or directory in a sibling directory with the suffix {@code .part}. */
    public static CheckpointFolder nextTo(Path output, InstantSource clock) {
        Path absolute = output.toAbsolutePath().normalize();
        return new CheckpointFolder(absolute.resolveSibling(absolute.getFileName() + ".part"), clock);
    }

    boolean exists() {
        return Files.isDirectory(directory);
    }

    @Override
    public Optional<byte[]> load(String training) {
        Path file = directory.resolve(training + SUFFIX);
        return Files.exists(file) ? Optional.of(ModelFolder.read(file)) : Optional.empty();
    }

    @Override
    public boolean isDue(int step) {
        return Duration.between(lastSaved, clock.instant()).compareTo(INTERVAL) >= 0;
    }

    @Override
    public void save(String training, byte[] checkpoint) {
        Path unfinished = directory.resolve(training + TEMPORARY_SUFFIX);
        try {
            Files.createDirectories(directory);
            Files.write(unfinished, checkpoint, CREATE, TRUNCATE_EXISTING, WRITE, DSYNC);
            Files.move(unfinished, directory.resolve(training + SUFFIX), ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a checkpoint to " + directory, e);
        }
        lastSaved = clock.instant();
    }

    /** Deletes the checkpoints, and the directory if it has no other files. */
    public void delete() {
        if (!exists()) {
            return;
        }
        try {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(directory, "*{" + SUFFIX + "," + TEMPORARY_SUFFIX + "}")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        } catch (DirectoryNotEmptyException e) {
            // The directory contains other files and is kept.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the checkpoints in " + directory, e);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
