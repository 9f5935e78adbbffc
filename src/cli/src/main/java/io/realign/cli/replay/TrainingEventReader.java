package io.realign.cli.replay;

import io.realign.client.internal.AdapterServiceClient;
import io.realign.client.internal.ModelLoadException;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.replay.EventFilter;
import io.realign.replay.EventSlice;
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.SourceData;
import io.realign.replay.UnreadableEventsException;
import io.realign.schemas.EventStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the training events of a release and verifies their digests.
 *
 * @param origins origins to read from; the log has priority
 * @param output receives a line with the number and the origin of the events
 */
record TrainingEventReader(
        OffsetRangeReader log, AdapterServiceClient adapter, Set<EventOrigin> origins, Consumer<String> output) {
    SourceData readSource(ModelRelease release) throws ReplayFailedException {
        List<DataDigest> training = trainingDigests(release, EventStream.SOURCE);
        List<DataDigest> holdOut = release.provenance().holdOutData();
        if (origins.contains(EventOrigin.LOG)) {
            try {
                // The hold-out events are in the same ranges as the training events.
                SourceData read = SourceData.read(
                        log,
                        ranges(training),
                        contract(release),
                        release.provenance().sourceCutoff());
                requireSame("source training events", training, read.trainingDigests());
                requireSame("source hold-out events", holdOut, read.holdOutDigests());
                printOrigin("source", count(training) + count(holdOut), EventOrigin.LOG);
                return read;
            } catch (UnreadableEventsException e) {
                fallBackToSnapshot(e);
            }
        }
        SourceData stored = new SourceData(snapshots(training), snapshots(holdOut));
        printOrigin("source", count(training) + count(holdOut), EventOrigin.SNAPSHOT);
        return stored;
    }

    List<EventSlice> readTarget(ModelRelease release) throws ReplayFailedException {
        List<DataDigest> target = trainingDigests(release, EventStream.TARGET);
        if (origins.contains(EventOrigin.LOG)) {
            try {
                EventFilter filter = EventFilter.target(
                        contract(release),
                        release.domain(),
                        release.provenance().targetCutoff());
                List<EventSlice> read = log.read(ranges(target), filter);
                requireSame(
                        "target events",
                        target,
                        read.stream().map(EventSlice::digest).toList());
                printOrigin("target", count(target), EventOrigin.LOG);
                return read;
            } catch (UnreadableEventsException e) {
                fallBackToSnapshot(e);
            }
        }
        List<EventSlice> stored = snapshots(target);
        printOrigin("target", count(target), EventOrigin.SNAPSHOT);
        return stored;
    }

    private void fallBackToSnapshot(UnreadableEventsException unreadable) throws ReplayFailedException {
        if (!origins.contains(EventOrigin.SNAPSHOT)) {
            throw ReplayFailedException.missing(unreadable.getMessage());
        }
        output.accept("reading snapshots instead of the log: " + unreadable.getMessage());
    }

    private List<EventSlice> snapshots(List<DataDigest> digests) throws ReplayFailedException {
        List<EventSlice> slices = new ArrayList<>();
        for (DataDigest digest : digests) {
            slices.add(snapshot(digest));
        }
        return slices;
    }

    private EventSlice snapshot(DataDigest digest) throws ReplayFailedException {
        if (digest.events() == 0) {
            return new EventSlice(digest.range(), List.of(), 0);
        }
        String name = "snapshot of " + digest.range();
        try {
            return EventSlice.of(digest.range(), fetch(name, digest.sha256()));
        } catch (IllegalArgumentException e) {
            throw ReplayFailedException.missing(
                    "%s with SHA-256 %s: %s".formatted(name, digest.sha256(), e.getMessage()));
        }
    }

    /**
     * Fetches an artifact or a snapshot from the adapter service and verifies its digest.
     *
     * @param name name of the content in messages
     */
    byte[] fetch(String name, String sha256) throws ReplayFailedException {
        try {
            byte[] content = adapter.fetchArtifact(sha256)
                    .orElseThrow(() -> ReplayFailedException.missing(("expected the %s with SHA-256 %s at %s,"
                                    + " found none; snapshots are deleted with the artifacts of their release")
                            .formatted(name, sha256, adapter)));
            String digest = ContentId.digest(content);
            if (!digest.equals(sha256)) {
                throw ReplayFailedException.different(
                        "%s: expected SHA-256 %s, got %s".formatted(name, sha256, digest));
            }
            return content;
        } catch (ModelLoadException e) {
            throw ReplayFailedException.missing("%s: %s".formatted(name, e.getMessage()));
        }
    }

    private static void requireSame(String name, List<DataDigest> expected, List<DataDigest> read)
            throws ReplayFailedException {
        if (!read.equals(expected)) {
            throw ReplayFailedException.different(
                    "%s: expected %s as in the release, got %s from the log".formatted(name, expected, read));
        }
    }

    private void printOrigin(String name, long events, EventOrigin origin) {
        output.accept("%s: %d events from the %s"
                .formatted(name, events, origin == EventOrigin.LOG ? "log" : "snapshot of " + adapter));
    }

    /** The event contract of the release. Its clock skew is 0, because the cutoff times of the release already include the skew. */
    private static EventContract contract(ModelRelease release) {
        return new EventContract(release.model().featureCount(), release.model().labels(), Duration.ZERO);
    }

    private static List<DataDigest> trainingDigests(ModelRelease release, EventStream stream) {
        return release.provenance().trainingData().stream()
                .filter(data -> data.range().topic().equals(stream.topic().name()))
                .toList();
    }

    private static List<OffsetRange> ranges(List<DataDigest> slices) {
        return slices.stream().map(DataDigest::range).toList();
    }

    private static long count(List<DataDigest> slices) {
        return slices.stream().mapToLong(DataDigest::events).sum();
    }
}
