package io.realign.client.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes files atomically: first to {@code NAME.*.part}, which then replaces the file. */
final class PartFile {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);
    private static final String SUFFIX = ".part";

    /** Writing a file takes much less time, so an older partial file belongs to a program that crashed. */
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private PartFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Writer {
        void write(Path part) throws IOException;
    }

    /** Replaces a file. If that fails, the partial file is deleted. */
    static void write(Path file, Writer content) throws IOException {
        Path part = Files.createTempFile(file.getParent(), file.getFileName() + ".", SUFFIX);
        try {
            content.write(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes abandoned partial files in a directory, which may be missing. Other programs may be writing to it. */
    static void deleteAbandoned(Path directory, Instant now) {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(now.minus(ABANDONED_AFTER))) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.debug("no directory {}", directory, e);
        } catch (IOException e) {
            LOG.warn("cannot delete partial files in {}", directory, e);
        }
    }
}
