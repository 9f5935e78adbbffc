package io.realign.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContentId;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.model.TrustedKeys;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.SignedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * The newest signed release of each domain that has served here, beside the artifacts, and when all of them were last known:
 * what a consumer begins with while Kafka is away. The records are verified again when they are read, as if they had just come
 * over Kafka. Several programs may share the directory. It is a help, never a condition: one that cannot be read or written
 * costs the start without Kafka, and the log says so.
 */
public final class ReleaseCache {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseCache.class);
    private static final String DIRECTORY = "releases";
    private static final String SUFFIX = ".release";
    private static final String READ_TIME_FILE = "read-at";

    /** No fleet has so many domains with models of their own in one consumer. */
    private static final int MAX_RECORDS = 1 << 14;

    /** Of a domain, between hearing of a release and serving it: the newest is always among them. */
    private static final int MAX_PENDING_PER_DOMAIN = 16;

    private static final int MAX_READ_TIME_FILE_SIZE = 64;

    private final Path directory;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private final Map<String, Deque<PendingRelease>> pending = new HashMap<>();

    /**
     * @param cache the directory of the artifacts; a folder in it is made when there is something to keep
     * @param keys who may vouch for a release
     * @param clock says which keys count
     */
    public ReleaseCache(Path cache, TrustedKeys keys, InstantSource clock) {
        this.directory = cache.resolve(DIRECTORY);
        this.keys = keys;
        this.clock = clock;
    }

    /** What is kept, verified anew; a record that no trusted key vouches for any more is refused. */
    public List<ReleaseAnnouncement> read() {
        List<ReleaseAnnouncement> announcements = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .limit(MAX_RECORDS)
                    .forEach(file -> announcements.add(read(file)));
        } catch (NoSuchFileException e) {
            LOG.debug("nothing is kept in {} yet", directory, e);
        } catch (IOException e) {
            LOG.warn("{} cannot be read; releases come from Kafka alone", directory, e);
        }
        return announcements;
    }

    /** A release has been announced; its record is kept as soon as it serves. */
    public synchronized void addPending(SignedRelease signed, ModelRelease release) {
        Deque<PendingRelease> announced = pending.computeIfAbsent(release.domain(), domain -> new ArrayDeque<>());
        announced.addLast(new PendingRelease(release, signed));
        if (announced.size() > MAX_PENDING_PER_DOMAIN) {
            announced.removeFirst();
        }
    }

    /** Keeps the record of a release that serves; does nothing if it was not announced, as a predecessor is not. */
    public synchronized void storeServing(ModelRelease release) {
        Deque<PendingRelease> announced = pending.getOrDefault(release.domain(), new ArrayDeque<>());
        if (announced.stream().anyMatch(candidate -> candidate.matches(release))) {
            PendingRelease served = announced.removeFirst();
            while (!served.matches(release)) {
                served = announced.removeFirst();
            }
            store(served);
        }
    }

    /** When the topic was last known to be read to its end, by whoever shares the directory; {@link Instant#MIN} if never. */
    public Instant readToEndAt() {
        Path file = directory.resolve(READ_TIME_FILE);
        try {
            if (Files.size(file) <= MAX_READ_TIME_FILE_SIZE) {
                Instant at = Instant.parse(Files.readString(file));
                return at.isAfter(clock.instant()) ? Instant.MIN : at;
            }
        } catch (NoSuchFileException e) {
            LOG.debug("nobody has read the topic to its end yet", e);
        } catch (IOException | DateTimeException e) {
            LOG.warn("{} does not say when the topic was read", file, e);
        }
        return Instant.MIN;
    }

    /** The topic was read to its end. */
    public void readToEndAt(Instant at) {
        write(directory.resolve(READ_TIME_FILE), at.toString().getBytes(UTF_8));
    }

    private ReleaseAnnouncement read(Path file) {
        try {
            ReleaseAnnouncement announcement = CachedRelease.read(file).verify(keys, clock.instant());
            if (announcement instanceof ReleaseAnnouncement.Verified released
                    && !file(released.release().domain()).equals(file)) {
                return invalid(
                        file,
                        "expected the release in "
                                + file(released.release().domain()).getFileName());
            }
            return announcement instanceof ReleaseAnnouncement.Invalid refused
                    ? invalid(file, refused.reason())
                    : announcement;
        } catch (IOException e) {
            return invalid(file, e.toString());
        }
    }

    /** The record's own key is not shown: a file may say anything. */
    private static ReleaseAnnouncement invalid(Path file, String reason) {
        return new ReleaseAnnouncement.Invalid("", "cached record " + file.getFileName() + ": " + reason);
    }

    /** A program that lags behind does not put an older record in the place of one that another program keeps. */
    private void store(PendingRelease served) {
        Path file = file(served.release().domain());
        boolean newerThere = Files.exists(file)
                && read(file) instanceof ReleaseAnnouncement.Verified there
                && ReleaseOrder.of(there.release(), served.release()) != ReleaseOrder.NEWER;
        if (!newerThere) {
            try {
                write(file, CachedRelease.encode(served.signed()));
            } catch (IOException e) {
                LOG.warn("release {} cannot be kept", served.release().displayName(), e);
            }
        }
    }

    /** A reader sees all of the bytes or those before them. */
    private void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, file.getFileName() + ".", ".part");
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be written", file, e);
        }
    }

    /** A domain may have any name, a file may not. */
    private Path file(String domain) {
        return directory.resolve(ContentId.digest(domain.getBytes(UTF_8)) + SUFFIX);
    }

    private record PendingRelease(ModelRelease release, SignedRelease signed) {
        boolean matches(ModelRelease other) {
            return release.id().equals(other.id())
                    && release.traffic().step() == other.traffic().step();
        }
    }
}
