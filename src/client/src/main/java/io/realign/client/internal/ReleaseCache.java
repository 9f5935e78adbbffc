package io.realign.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContentId;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.model.TrustedKeys;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.SignedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory with the newest release of each domain that has served in this consumer, and the time at which the topic {@code models}
 * was last read to its end. A consumer can start with these releases while Kafka is unavailable. Releases are verified again when they are
 * read: the key must still be trusted, and must have been valid when the consumer verified the record. Several programs may share
 * the directory. I/O errors are logged, not thrown.
 */
public final class ReleaseCache {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseCache.class);
    private static final String DIRECTORY = "releases";
    private static final String SUFFIX = ".release";
    private static final String READ_TIME_FILE = "models-read-at";

    private static final int MAX_RECORDS = 1 << 14;

    /** Maximum number of announced releases of a domain that do not serve yet; the oldest are dropped. */
    private static final int MAX_PENDING_PER_DOMAIN = 16;

    private static final int MAX_READ_TIME_FILE_SIZE = 64;

    private final Path directory;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private final Map<String, Deque<PendingRelease>> pending = new HashMap<>();

    /** @param cache directory of the artifacts; the releases are in a subdirectory */
    public ReleaseCache(Path cache, TrustedKeys keys, InstantSource clock) {
        this.directory = cache.resolve(DIRECTORY);
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Reads and verifies all cached releases. They may have expired since they were stored. Deletes partial files of programs that
     * crashed.
     */
    public List<ReleaseVerification> read() {
        PartFile.deleteAbandoned(directory, clock.instant());
        List<ReleaseVerification> verifications = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .limit(MAX_RECORDS)
                    .forEach(file -> verifications.add(read(file)));
        } catch (NoSuchFileException e) {
            LOG.debug("no cached releases in {}", directory, e);
        } catch (IOException e) {
            LOG.warn("cannot read {}; waiting for releases from Kafka", directory, e);
        }
        return verifications;
    }

    /** Keeps the signed record of an announced release in memory until {@link #storeServing} writes it to the directory. */
    public synchronized void addPending(SignedRelease signed, VerifiedRelease verified) {
        ModelRelease release = verified.release();
        Deque<PendingRelease> announced = pending.computeIfAbsent(release.domain(), domain -> new ArrayDeque<>());
        announced.addLast(new PendingRelease(release, new CachedRelease(signed, verified.verifiedAt())));
        if (announced.size() > MAX_PENDING_PER_DOMAIN) {
            announced.removeFirst();
        }
    }

    /**
     * Stores the record of a serving release, and drops the older pending releases of its domain. Does nothing for a release that
     * {@link #addPending} never received: a previous release comes from the record of the next one and has no signature of its own.
     */
    public synchronized void storeServing(ModelRelease release) {
        Deque<PendingRelease> announced = pending.getOrDefault(release.domain(), new ArrayDeque<>());
        if (announced.stream().anyMatch(entry -> entry.matches(release))) {
            PendingRelease oldest = announced.removeFirst();
            while (!oldest.matches(release)) {
                oldest = announced.removeFirst();
            }
            store(oldest);
        }
    }

    /** Time at which a program with this cache last read the topic {@code models} to its end; {@link Instant#MIN} if there is none. */
    public Instant readToEndAt() {
        Path file = directory.resolve(READ_TIME_FILE);
        try {
            if (Files.size(file) <= MAX_READ_TIME_FILE_SIZE) {
                Instant at = Instant.parse(Files.readString(file));
                return at.isAfter(clock.instant()) ? Instant.MIN : at;
            }
        } catch (NoSuchFileException e) {
            LOG.debug("the topic has not been read to its end yet", e);
        } catch (IOException | DateTimeException e) {
            LOG.warn("cannot read a time from {}", file, e);
        }
        return Instant.MIN;
    }

    public void storeReadToEndTime(Instant at) {
        write(directory.resolve(READ_TIME_FILE), at.toString().getBytes(UTF_8));
    }

    private ReleaseVerification read(Path file) {
        try {
            CachedRelease cached = CachedRelease.read(file);
            Instant now = clock.instant();
            Instant verifiedAt = cached.verifiedAt().isAfter(now) ? now : cached.verifiedAt();
            ReleaseVerification verification = cached.signed().verify(keys, verifiedAt);
            if (verification instanceof ReleaseVerification.Invalid invalid) {
                return invalid(file, invalid.reason());
            }
            ModelRelease release = ((ReleaseVerification.Verified) verification).release();
            Path expected = file(release.domain());
            return expected.equals(file)
                    ? verification
                    : invalid(file, "expected the release in " + expected.getFileName());
        } catch (IOException e) {
            return invalid(file, e.toString());
        }
    }

    /** Omits the record key, since the content of the file is not trusted. */
    private static ReleaseVerification invalid(Path file, String reason) {
        return new ReleaseVerification.Invalid("", "cached record " + file.getFileName() + ": " + reason);
    }

    private void store(PendingRelease served) {
        Path file = file(served.release().domain());
        if (isNewerThanStored(served.release(), file)) {
            try {
                write(file, served.cached().encode());
            } catch (IOException e) {
                LOG.warn("cannot store release {}", served.release().displayName(), e);
            }
        }
    }

    /** Another program may have stored the same or a newer release. */
    private boolean isNewerThanStored(ModelRelease release, Path file) {
        return !Files.exists(file)
                || !(read(file) instanceof ReleaseVerification.Verified stored)
                || ReleaseOrder.of(stored.release(), release) == ReleaseOrder.NEWER;
    }

    /** Replaces the file atomically. */
    private void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(directory);
            PartFile.write(file, part -> Files.write(part, bytes));
        } catch (IOException e) {
            LOG.warn("cannot write {}", file, e);
        }
    }

    /** File names are digests, since domains may contain any character. */
    private Path file(String domain) {
        return directory.resolve(ContentId.digest(domain.getBytes(UTF_8)) + SUFFIX);
    }

    private record PendingRelease(ModelRelease release, CachedRelease cached) {
        boolean matches(ModelRelease other) {
            return release.id().equals(other.id())
                    && release.traffic().step() == other.traffic().step()
                    && release.expiresAt().equals(other.expiresAt());
        }
    }
}
