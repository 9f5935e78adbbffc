package io.realign.replay;

import io.realign.adaptation.HoldOutSplit;
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
public record SourceData(List<EventSlice> training, List<EventSlice> heldOut) {
    /**
     * Reads the source again.
     *
     * @param asOf the time by which an event counts as from the future
     * @throws LostEventsException if the log no longer holds all of it
     */
    public static SourceData read(
            OffsetRangeReader replay, List<OffsetRange> ranges, EventContract contract, Instant asOf)
            throws LostEventsException {
        List<EventSlice> all = replay.read(ranges, EventFilter.source(contract, asOf));
        HoldOutSplit holdOut = HoldOutSplit.DEFAULT;
        return new SourceData(
                all.stream()
                        .map(stretch -> stretch.filter(event -> !holdOut.contains(event.id())))
                        .toList(),
                all.stream()
                        .map(stretch -> stretch.filter(event -> holdOut.contains(event.id())))
                        .toList());
    }

    /** What is trained on. */
    public List<DataDigest> trainingDigests() {
        return digests(training);
    }

    /** What is judged by. */
    public List<DataDigest> heldOutDigests() {
        return digests(heldOut);
    }

    private static List<DataDigest> digests(List<EventSlice> stretches) {
        return stretches.stream().map(EventSlice::digest).toList();
    }
}
