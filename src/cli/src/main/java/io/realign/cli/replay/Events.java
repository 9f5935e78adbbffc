package io.realign.cli.replay;

import io.realign.client.Adapter;
import io.realign.client.UnusableException;
import io.realign.client.log.LostEventsException;
import io.realign.client.log.Replay;
import io.realign.client.log.Sieve;
import io.realign.client.log.SourceData;
import io.realign.client.log.Stretch;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.schemas.Intake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads again what a release was made of.
 *
 * @param from where to look, the log first
 * @param say hears where each part came from
 */
record Events(Replay log, Adapter adapter, Set<From> from, Consumer<String> say) {
    /** The labelled events. */
    SourceData source(ModelRelease release) throws EndedException {
        List<DataDigest> trained = of(Intake.SOURCE, release);
        List<DataDigest> heldOut = release.provenance().heldOut();
        if (from.contains(From.LOG)) {
            try {
                SourceData read = SourceData.read(
                        log,
                        ranges(trained),
                        contract(release),
                        release.provenance().sourceUntil());
                requireSame("source events to train on", trained, read.trained());
                requireSame("source events held out", heldOut, read.judged());
                tell("source", count(trained) + count(heldOut), From.LOG);
                return read;
            } catch (LostEventsException e) {
                requireSnapshot(e);
            }
        }
        SourceData kept = new SourceData(snapshots(trained), snapshots(heldOut));
        tell("source", count(trained) + count(heldOut), From.SNAPSHOT);
        return kept;
    }

    /** The events that had moved. */
    List<Stretch> target(ModelRelease release) throws EndedException {
        List<DataDigest> moved = of(Intake.TARGET, release);
        if (from.contains(From.LOG)) {
            try {
                Sieve sieve = Sieve.target(
                        contract(release),
                        release.domain(),
                        release.provenance().targetUntil());
                List<Stretch> read = log.read(ranges(moved), sieve);
                requireSame(
                        "target events",
                        moved,
                        read.stream().map(Stretch::digest).toList());
                tell("target", count(moved), From.LOG);
                return read;
            } catch (LostEventsException e) {
                requireSnapshot(e);
            }
        }
        List<Stretch> kept = snapshots(moved);
        tell("target", count(moved), From.SNAPSHOT);
        return kept;
    }

    private void requireSnapshot(LostEventsException lost) throws EndedException {
        if (!from.contains(From.SNAPSHOT)) {
            throw EndedException.missing(lost.getMessage());
        }
        say.accept("not in the log: " + lost.getMessage());
    }

    private List<Stretch> snapshots(List<DataDigest> wanted) throws EndedException {
        List<Stretch> stretches = new ArrayList<>();
        for (DataDigest stretch : wanted) {
            stretches.add(snapshot(stretch));
        }
        return stretches;
    }

    private Stretch snapshot(DataDigest wanted) throws EndedException {
        if (wanted.events() == 0) {
            return new Stretch(wanted.range(), List.of(), 0);
        }
        byte[] content;
        try {
            content = adapter.artifact(wanted.sha256())
                    .orElseThrow(() -> EndedException.missing(("expected the snapshot %s of %s at %s, it is not there;"
                                    + " the adapter keeps snapshots for as long as the artifacts of their release")
                            .formatted(wanted.sha256(), wanted.range(), adapter)));
        } catch (UnusableException e) {
            throw EndedException.missing("snapshot of %s: %s".formatted(wanted.range(), e.getMessage()));
        }
        String digest = ContentId.digest(content);
        if (!digest.equals(wanted.sha256())) {
            throw EndedException.different(
                    "snapshot of %s: expected SHA-256 %s, got %s".formatted(wanted.range(), wanted.sha256(), digest));
        }
        try {
            return Stretch.of(wanted.range(), content);
        } catch (IllegalArgumentException e) {
            throw EndedException.missing(
                    "snapshot %s of %s: %s".formatted(wanted.sha256(), wanted.range(), e.getMessage()));
        }
    }

    private static void requireSame(String what, List<DataDigest> named, List<DataDigest> read) throws EndedException {
        if (!read.equals(named)) {
            throw EndedException.different("%s: the release names %s, the log holds %s".formatted(what, named, read));
        }
    }

    private void tell(String what, long events, From where) {
        say.accept("%s: %d events from the %s"
                .formatted(what, events, where == From.LOG ? "log" : "snapshot of " + adapter));
    }

    /** Until when events counted is said by the release, so nothing is tolerated beyond that. */
    private static EventContract contract(ModelRelease release) {
        return new EventContract(release.features(), release.labels(), Duration.ZERO);
    }

    private static List<DataDigest> of(Intake intake, ModelRelease release) {
        return release.data().stream()
                .filter(data -> data.range().topic().equals(intake.topic().name()))
                .toList();
    }

    private static List<OffsetRange> ranges(List<DataDigest> stretches) {
        return stretches.stream().map(DataDigest::range).toList();
    }

    private static long count(List<DataDigest> stretches) {
        return stretches.stream().mapToLong(DataDigest::events).sum();
    }
}
