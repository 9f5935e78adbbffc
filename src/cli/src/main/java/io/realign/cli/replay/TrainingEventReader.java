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
    SourceData readSource(ModelRelease release) throws ReplayEndedException {
        List<DataDigest> trained = of(EventStream.SOURCE, release);
        List<DataDigest> heldOut = release.provenance().holdOutData();
        if (origins.contains(EventOrigin.LOG)) {
            try {
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
                requireSnapshot(e);
            }
        }
        SourceData stored = new SourceData(snapshots(trained), snapshots(heldOut));
        printOrigin("source", count(trained) + count(heldOut), EventOrigin.SNAPSHOT);
        return stored;
    }

    List<EventSlice> readTarget(ModelRelease release) throws ReplayEndedException {
        List<DataDigest> target = of(EventStream.TARGET, release);
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
                requireSnapshot(e);
            }
        }
        List<EventSlice> stored = snapshots(target);
        printOrigin("target", count(target), EventOrigin.SNAPSHOT);
        return stored;
    }

    private void requireSnapshot(LostEventsException lost) throws ReplayEndedException {
        if (!origins.contains(EventOrigin.SNAPSHOT)) {
            throw ReplayEndedException.missing(lost.getMessage());
        }
        output.accept("not in the log: " + lost.getMessage());
    }

    private List<EventSlice> snapshots(List<DataDigest> wanted) throws ReplayEndedException {
        List<EventSlice> slices = new ArrayList<>();
        for (DataDigest slice : wanted) {
            slices.add(snapshot(slice));
        }
        return slices;
    }

    private EventSlice snapshot(DataDigest wanted) throws ReplayEndedException {
        if (wanted.events() == 0) {
            return new EventSlice(wanted.range(), List.of(), 0);
        }
        String name = "snapshot of " + wanted.range();
        try {
            return EventSlice.of(wanted.range(), fetch(name, wanted.sha256()));
        } catch (IllegalArgumentException e) {
            throw ReplayEndedException.missing("%s, %s: %s".formatted(name, wanted.sha256(), e.getMessage()));
        }
    }

    /**
     * Fetches an artifact or a snapshot from the adapter service and verifies its digest.
     *
     * @param name name of the content in messages
     */
    byte[] fetch(String name, String sha256) throws ReplayEndedException {
        try {
            byte[] content = adapter.fetchArtifact(sha256)
                    .orElseThrow(() -> ReplayEndedException.missing(("expected the %s, %s, at %s, found none;"
                                    + " snapshots are deleted with the artifacts of their release")
                            .formatted(name, sha256, adapter)));
            String digest = ContentId.digest(content);
            if (!digest.equals(sha256)) {
                throw ReplayEndedException.different("%s: expected SHA-256 %s, got %s".formatted(name, sha256, digest));
            }
            return content;
        } catch (ModelLoadException e) {
            throw ReplayEndedException.missing("%s: %s".formatted(name, e.getMessage()));
        }
    }

    private static void requireSame(String what, List<DataDigest> named, List<DataDigest> read)
            throws ReplayEndedException {
        if (!read.equals(named)) {
            throw ReplayEndedException.different(
                    "%s: the release names %s, the log holds %s".formatted(what, named, read));
        }
    }

    private void printOrigin(String what, long events, EventOrigin origin) {
        output.accept("%s: %d events from the %s"
                .formatted(what, events, origin == EventOrigin.LOG ? "log" : "snapshot of " + adapter));
    }

    /** The contract without clock skew, since the release names the cutoff time. */
    private static EventContract contract(ModelRelease release) {
        return new EventContract(release.model().featureCount(), release.model().labels(), Duration.ZERO);
    }

    private static List<DataDigest> of(EventStream stream, ModelRelease release) {
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
