package io.realign.replay;

import io.realign.adaptation.HoldOutSplit;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.model.DataDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The labelled source events, split into training data and hold-out set. All versions use the same split.
 *
 * @param training events outside the hold-out set
 * @param holdOut hold-out set; no version is trained on it
 */
public record SourceData(List<EventSlice> training, List<EventSlice> holdOut) {
    /**
     * Reads the source events.
     *
     * @param asOf time limit: events that are later by more than the maximum clock skew are rejected
     * @throws UnreadableEventsException if the broker no longer retains all of them
     */
    public static SourceData read(
            OffsetRangeReader reader, List<OffsetRange> ranges, EventContract contract, Instant asOf)
            throws UnreadableEventsException {
        List<EventSlice> all = reader.read(ranges, EventFilter.source(contract, asOf));
        Predicate<FeatureEvent> inHoldOut = event -> HoldOutSplit.DEFAULT.contains(event.id());
        return new SourceData(filter(all, inHoldOut.negate()), filter(all, inHoldOut));
    }

    public List<DataDigest> trainingDigests() {
        return digests(training);
    }

    public List<DataDigest> holdOutDigests() {
        return digests(holdOut);
    }

    private static List<EventSlice> filter(List<EventSlice> slices, Predicate<FeatureEvent> predicate) {
        return slices.stream().map(slice -> slice.filter(predicate)).toList();
    }

    private static List<DataDigest> digests(List<EventSlice> slices) {
        return slices.stream().map(EventSlice::digest).toList();
    }
}
