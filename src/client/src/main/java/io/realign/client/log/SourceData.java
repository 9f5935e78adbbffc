package io.realign.client.log;

import io.realign.adaptation.HoldOut;
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
public record SourceData(List<Stretch> training, List<Stretch> heldOut) {
    /**
     * Reads the source again.
     *
     * @param asOf the time by which an event counts as from the future
     * @throws LostEventsException if the log no longer holds all of it
     */
    public static SourceData read(Replay replay, List<OffsetRange> ranges, EventContract contract, Instant asOf)
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

    /** What is trained on. */
    public List<DataDigest> trained() {
        return digests(training);
    }

    /** What is judged by. */
    public List<DataDigest> judged() {
        return digests(heldOut);
    }

    private static List<DataDigest> digests(List<Stretch> stretches) {
        return stretches.stream().map(Stretch::digest).toList();
    }
}
