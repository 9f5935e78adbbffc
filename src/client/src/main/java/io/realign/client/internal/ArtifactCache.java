package io.realign.client.internal;

import static java.util.Comparator.comparing;

import io.realign.model.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of artifacts, whose files are named after the digests. Several programs may share it. I/O errors are logged, not
 * thrown.
 */
final class ArtifactCache {
    private static final Logger LOG = LoggerFactory.getLogger(ArtifactCache.class);
    private static final Pattern CACHE_FILE_NAME = Pattern.compile("[0-9a-f]{64}(\\..*\\.part)?");

    private final Path directory;
    private final long maxBytes;
    private final InstantSource clock;

    /**
     * @param directory created if it does not exist
     * @param maxBytes maximum total size in bytes; the least recently used files are deleted first
     * @param clock clock for the last use of files
     */
    ArtifactCache(Path directory, long maxBytes, InstantSource clock) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** Returns the cached bytes; empty if there are none or if their digest is wrong. */
    Optional<byte[]> read(Artifact artifact) {
        Path file = directory.resolve(artifact.sha256());
        try {
            if (Files.size(file) == artifact.size()) {
                byte[] bytes = Files.readAllBytes(file);
                if (ArtifactFetcher.mismatch(artifact, bytes).isEmpty()) {
                    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
                    return Optional.of(bytes);
                }
            }
            LOG.warn("{} is corrupted; fetching it again", file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("cannot read {}; fetching it again", file, e);
        }
        return Optional.empty();
    }

    /** Stores verified bytes atomically. */
    void write(Artifact artifact, byte[] bytes) {
        try {
            Files.createDirectories(directory);
            PartFile.write(directory.resolve(artifact.sha256()), part -> {
                Files.write(part, bytes);
                Files.setLastModifiedTime(part, FileTime.from(clock.instant()));
            });
            prune();
        } catch (IOException e) {
            LOG.warn("cannot store artifact {} in {}", artifact.sha256(), directory, e);
        }
    }

    private void prune() throws IOException {
        long total = 0;
        for (CachedFile cached : newestFirst()) {
            total += cached.size();
            if (total > maxBytes) {
                Files.deleteIfExists(cached.file());
            }
        }
    }

    private List<CachedFile> newestFirst() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> CACHE_FILE_NAME
                            .matcher(file.getFileName().toString())
                            .matches())
                    .flatMap(file -> CachedFile.of(file).stream())
                    .sorted(comparing(CachedFile::lastUsed).reversed())
                    .toList();
        }
    }

    private record CachedFile(Path file, long size, FileTime lastUsed) {
        static Optional<CachedFile> of(Path file) {
            try {
                return Optional.of(new CachedFile(file, Files.size(file), Files.getLastModifiedTime(file)));
            } catch (IOException e) {
                LOG.debug("{} was deleted", file, e);
                return Optional.empty();
            }
        }
    }
}
