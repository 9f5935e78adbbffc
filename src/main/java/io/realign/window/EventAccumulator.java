package io.realign.window;

import io.realign.event.OffsetRange;
import io.realign.event.OffsetRanges;
import java.util.ArrayList;
import java.util.List;

/** How many events there have been since the last message, when, and where they lie. Mutable; one writer. */
public final class EventAccumulator {
    private final List<OffsetRange> ranges;
    private long count;
    private long earliest;
    private long latest;

    /** Of no events. */
    public EventAccumulator() {
        this(0, Long.MAX_VALUE, Long.MIN_VALUE, List.of());
    }

    /**
     * Of what has been counted before.
     *
     * @param earliest event time of the earliest event in milliseconds
     * @param latest event time of the latest event in milliseconds
     * @param ranges as {@link #ranges} has given them
     */
    public EventAccumulator(long count, long earliest, long latest, List<OffsetRange> ranges) {
        this.count = count;
        this.earliest = earliest;
        this.latest = latest;
        this.ranges = new ArrayList<>(ranges);
    }

    /**
     * Counts an event.
     *
     * @param time event time in milliseconds
     * @param range where it lies, together with what it answers for before it
     */
    public void add(long time, OffsetRange range) {
        count++;
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        int last = ranges.size() - 1;
        if (last >= 0
                && ranges.get(last).samePartition(range)
                && ranges.get(last).to() == range.from()) {
            ranges.set(last, ranges.get(last).span(range));
        } else {
            ranges.add(range);
        }
    }

    public long count() {
        return count;
    }

    /** Event time of the earliest event in milliseconds. */
    public long earliest() {
        return earliest;
    }

    /** Event time of the latest event in milliseconds. */
    public long latest() {
        return latest;
    }

    /** Where the events lie, in the order in which they came. */
    public List<OffsetRange> ranges() {
        return List.copyOf(ranges);
    }

    /** Where the events lie, as a set. */
    public List<OffsetRange> offsets() {
        return OffsetRanges.union(ranges, List.of());
    }
}
