package io.realign.replay;

import io.realign.adaptation.HoldOutSplit;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.model.DataDigest;
import java.time.Instant;
import java.util.List;

/**
 * The labelled events of version 1, split into training data and hold-out set.
 *
 * @param training training data of every version
 * @param heldOut hold-out set, never used for training
 */
public record SourceData(List<EventSlice> training, List<EventSlice> heldOut) {
    /**
     * Reads the source events.
     *
     * @param asOf reference time for rejecting events from the future
     * @throws LostEventsException if the broker no longer retains all of them
     */
    public static SourceData read(
            OffsetRangeReader replay, List<OffsetRange> ranges, EventContract contract, Instant asOf)
            throws LostEventsException {
        List<EventSlice> all = replay.read(ranges, EventFilter.source(contract, asOf));
        HoldOutSplit holdOut = HoldOutSplit.DEFAULT;
        return new SourceData(
                all.stream()
                        .map(slice -> slice.filter(event -> !holdOut.contains(event.id())))
                        .toList(),
                all.stream()
                        .map(slice -> slice.filter(event -> holdOut.contains(event.id())))
                        .toList());
    }

    public List<DataDigest> trainingDigests() {
        return digests(training);
    }

    public List<DataDigest> heldOutDigests() {
        return digests(heldOut);
    }

    private static List<DataDigest> digests(List<EventSlice> slices) {
        return slices.stream().map(EventSlice::digest).toList();
    }
}
