package io.realign.adapter;

import io.realign.adaptation.HoldOut;
import io.realign.adapter.event.LostEventsException;
import io.realign.adapter.event.Replay;
import io.realign.adapter.event.Sieve;
import io.realign.adapter.event.Stretch;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.model.DataDigest;
import java.time.Instant;
import java.util.List;

/**
 * The labelled events that version 1 was made of, parted into those to train on and those to judge by.
 *
 * @param training what every version is trained on
 * @param heldOut what none is
 */
record SourceData(List<Stretch> training, List<Stretch> heldOut) {
    static SourceData read(Replay replay, List<OffsetRange> ranges, EventContract contract, Instant asOf)
            throws LostEventsException {
        List<Stretch> all = replay.read(ranges, Sieve.source(contract, asOf));
        HoldOut holdOut = HoldOut.DEFAULT;
        return new SourceData(
                all.stream()
                        .map(stretch -> stretch.only(event -> !holdOut.contains(event.id())))
                        .toList(),
                all.stream()
                        .map(stretch -> stretch.only(event -> holdOut.contains(event.id())))
                        .toList());
    }

    /** What was trained on. */
    List<DataDigest> digests() {
        return digests(training);
    }

    static List<DataDigest> digests(List<Stretch> stretches) {
        return stretches.stream()
                .map(stretch -> new DataDigest(stretch.range(), stretch.rows().size(), stretch.sha256()))
                .toList();
    }
}
