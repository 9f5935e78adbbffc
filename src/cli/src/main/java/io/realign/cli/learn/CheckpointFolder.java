package io.realign.cli.learn;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.realign.learning.training.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Checkpoints in a directory, a file for each training, kept every second. A file is written beside its place and then put
 * there in one move, so that being killed leaves the last one whole.
 */
final class CheckpointFolder implements Checkpoints {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final String SUFFIX = ".safetensors";
    private static final String UNFINISHED = SUFFIX + ".new";

    private final Path directory;
    private final InstantSource clock;
    private Instant kept;

    CheckpointFolder(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        this.kept = clock.instant();
    }

    /** Checkpoints of the model that is to be written into a directory. */
    static CheckpointFolder beside(Path model, InstantSource clock) {
        Path directory = model.toAbsolutePath().normalize();
        return new CheckpointFolder(directory.resolveSibling(directory.getFileName() + ".part"), clock);
    }

    /** Whether anything has been kept. */
    boolean exists() {
        return Files.isDirectory(directory);
    }

    @Override
    public Optional<byte[]> last(String training) {
        Path file = directory.resolve(training + SUFFIX);
        return Files.exists(file) ? Optional.of(ModelFolder.read(file)) : Optional.empty();
    }

    @Override
    public boolean due(int step) {
        return Duration.between(kept, clock.instant()).compareTo(EVERY) >= 0;
    }

    @Override
    public void keep(String training, byte[] checkpoint) {
        Path unfinished = directory.resolve(training + UNFINISHED);
        try {
            Files.createDirectories(directory);
            Files.write(unfinished, checkpoint, CREATE, TRUNCATE_EXISTING, WRITE, DSYNC);
            Files.move(unfinished, directory.resolve(training + SUFFIX), ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a checkpoint in " + directory, e);
        }
        kept = clock.instant();
    }

    /** Deletes what was kept. Files that are not checkpoints stay, and so does then the directory. */
    void delete() {
        if (!exists()) {
            return;
        }
        try {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(directory, "*{" + SUFFIX + "," + UNFINISHED + "}")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            try (DirectoryStream<Path> others = Files.newDirectoryStream(directory)) {
                if (!others.iterator().hasNext()) {
                    Files.delete(directory);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the checkpoints in " + directory, e);
        }
    }

    /** Where they are. */
    @Override
    public String toString() {
        return directory.toString();
    }
}
