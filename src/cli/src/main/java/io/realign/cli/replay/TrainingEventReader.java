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
import io.realign.replay.LostEventsException;
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.SourceData;
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
    SourceData readSource(ModelRelease release) throws RebuildFailedException {
        List<DataDigest> trained = trainingDigests(release, EventStream.SOURCE);
        List<DataDigest> heldOut = release.provenance().holdOutData();
        if (origins.contains(EventOrigin.LOG)) {
            try {
                // The held-out events are in the same ranges as the training events.
                SourceData read = SourceData.read(
                        log,
                        ranges(trained),
                        contract(release),
                        release.provenance().sourceCutoff());
                requireSame("source events to train on", trained, read.trainingDigests());
                requireSame("source events held out", heldOut, read.heldOutDigests());
                printOrigin("source", count(trained) + count(heldOut), EventOrigin.LOG);
                return read;
            } catch (LostEventsException e) {
                fallBackToSnapshot(e);
            }
        }
        SourceData stored = new SourceData(snapshots(trained), snapshots(heldOut));
        printOrigin("source", count(trained) + count(heldOut), EventOrigin.SNAPSHOT);
        return stored;
    }

    List<EventSlice> readTarget(ModelRelease release) throws RebuildFailedException {
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
            } catch (LostEventsException e) {
                fallBackToSnapshot(e);
            }
        }
        List<EventSlice> stored = snapshots(target);
        printOrigin("target", count(target), EventOrigin.SNAPSHOT);
        return stored;
    }

    private void fallBackToSnapshot(LostEventsException lost) throws RebuildFailedException {
        if (!origins.contains(EventOrigin.SNAPSHOT)) {
            throw RebuildFailedException.missing(lost.getMessage());
        }
        output.accept("not in the log: " + lost.getMessage());
    }

    private List<EventSlice> snapshots(List<DataDigest> wanted) throws RebuildFailedException {
        List<EventSlice> slices = new ArrayList<>();
        for (DataDigest slice : wanted) {
            slices.add(snapshot(slice));
        }
        return slices;
    }

    private EventSlice snapshot(DataDigest wanted) throws RebuildFailedException {
        if (wanted.events() == 0) {
            return new EventSlice(wanted.range(), List.of(), 0);
        }
        String name = "snapshot of " + wanted.range();
        try {
            return EventSlice.of(wanted.range(), fetch(name, wanted.sha256()));
        } catch (IllegalArgumentException e) {
            throw RebuildFailedException.missing("%s, %s: %s".formatted(name, wanted.sha256(), e.getMessage()));
        }
    }

    /**
     * Fetches an artifact or a snapshot from the adapter service and verifies its digest.
     *
     * @param name name of the content in messages
     */
    byte[] fetch(String name, String sha256) throws RebuildFailedException {
        try {
            byte[] content = adapter.fetchArtifact(sha256)
                    .orElseThrow(() -> RebuildFailedException.missing(("expected the %s, %s, at %s, found none;"
                                    + " snapshots are deleted with the artifacts of their release")
                            .formatted(name, sha256, adapter)));
            String digest = ContentId.digest(content);
            if (!digest.equals(sha256)) {
                throw RebuildFailedException.different(
                        "%s: expected SHA-256 %s, got %s".formatted(name, sha256, digest));
            }
            return content;
        } catch (ModelLoadException e) {
            throw RebuildFailedException.missing("%s: %s".formatted(name, e.getMessage()));
        }
    }

    private static void requireSame(String what, List<DataDigest> expected, List<DataDigest> read)
            throws RebuildFailedException {
        if (!read.equals(expected)) {
            throw RebuildFailedException.different(
                    "%s: the release names %s, the log holds %s".formatted(what, expected, read));
        }
    }

    private void printOrigin(String what, long events, EventOrigin origin) {
        output.accept("%s: %d events from the %s"
                .formatted(what, events, origin == EventOrigin.LOG ? "log" : "snapshot of " + adapter));
    }

    /** The contract with a clock skew of 0, because the release contains the exact limit of the event times. */
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
