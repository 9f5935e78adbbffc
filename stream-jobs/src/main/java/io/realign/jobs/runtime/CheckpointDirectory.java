package io.realign.jobs.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory of Flink checkpoints, {@code JOB-ID/chk-N/_metadata}.
 *
 * @param directory may be missing, in which case there are no checkpoints
 */
record CheckpointDirectory(Path directory) {
    private static final int DEPTH = 3;

    /** The latest complete checkpoint of all job ids. Flink writes the metadata last and atomically. */
    Optional<Path> latestComplete() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(directory, DEPTH, (path, attributes) -> isComplete(path))) {
            return files.max(Comparator.comparing(CheckpointDirectory::lastModified))
                    .map(Path::getParent);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static boolean isComplete(Path path) {
        return path.endsWith("_metadata")
                && path.getParent().getFileName().toString().startsWith("chk-");
    }

    private static FileTime lastModified(Path metadata) {
        try {
            return Files.getLastModifiedTime(metadata);
        } catch (IOException e) {
            throw unreadable(metadata, e);
        }
    }

    private static IllegalArgumentException unreadable(Path path, IOException cause) {
        return new IllegalArgumentException(
                "checkpoints: expected a readable directory, got " + path + ": " + cause, cause);
    }
}
