package io.realign.client.internal;

import static java.util.Comparator.comparing;

import io.realign.model.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of artifacts, each in a file that is named by its digest. Several programs may share it. It is a help, never
 * a condition: a directory that cannot be read or written costs a download, and the log says so.
 */
final class ArtifactCache {
    private static final Logger LOG = LoggerFactory.getLogger(ArtifactCache.class);
    private static final Pattern CACHE_FILE_NAME = Pattern.compile("[0-9a-f]{64}(\\..*\\.part)?");

    private final Path directory;
    private final long maxBytes;
    private final InstantSource clock;

    /**
     * @param directory made if it is not there
     * @param limit bytes that all files together may have; the ones used longest ago go first
     * @param clock says what was used when
     */
    ArtifactCache(Path directory, long limit, InstantSource clock) {
        this.directory = directory;
        this.maxBytes = limit;
        this.clock = clock;
    }

    /** The bytes, if they are here and still the right ones. */
    Optional<byte[]> read(Artifact artifact) {
        Path file = directory.resolve(artifact.sha256());
        try {
            if (Files.size(file) == artifact.size()) {
                byte[] bytes = Files.readAllBytes(file);
                if (ArtifactDigests.mismatch(artifact, bytes).isEmpty()) {
                    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
                    return Optional.of(bytes);
                }
            }
            LOG.warn("{} no longer holds what its name says; it is fetched again", file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} cannot be read; it is fetched again", file, e);
        }
        return Optional.empty();
    }

    /** Keeps verified bytes: a reader sees all of them or no file. */
    void write(Artifact artifact, byte[] bytes) {
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, artifact.sha256() + ".", ".part");
            Files.write(part, bytes);
            Files.setLastModifiedTime(part, FileTime.from(clock.instant()));
            Files.move(part, directory.resolve(artifact.sha256()), StandardCopyOption.ATOMIC_MOVE);
            prune();
        } catch (IOException e) {
            LOG.warn("artifact {} cannot be kept in {}", artifact.sha256(), directory, e);
        }
    }

    private void prune() throws IOException {
        long total = 0;
        for (CachedFile kept : newestFirst()) {
            total += kept.size();
            if (total > maxBytes) {
                Files.deleteIfExists(kept.file());
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
        /** Empty if another program has just removed it. */
        static Optional<CachedFile> of(Path file) {
            try {
                return Optional.of(new CachedFile(file, Files.size(file), Files.getLastModifiedTime(file)));
            } catch (IOException e) {
                LOG.debug("{} is gone", file, e);
                return Optional.empty();
            }
        }
    }
}
