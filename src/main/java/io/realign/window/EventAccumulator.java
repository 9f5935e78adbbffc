package io.realign.window;

import io.realign.event.OffsetRange;
import io.realign.event.OffsetRanges;
import java.util.ArrayList;
import java.util.List;

/** Count, time range and offsets of the events since the last {@link DriftWindow}. Not thread-safe. */
public final class EventAccumulator {
    private final List<OffsetRange> ranges;
    private long count;
    private long earliest;
    private long latest;

    public EventAccumulator() {
        this(0, Long.MAX_VALUE, Long.MIN_VALUE, List.of());
    }

    /**
     * Restores an accumulator.
     *
     * @param earliest event time of the earliest event in milliseconds
     * @param latest event time of the latest event in milliseconds
     * @param ranges as returned by {@link #ranges}
     */
    public EventAccumulator(long count, long earliest, long latest, List<OffsetRange> ranges) {
        this.count = count;
        this.earliest = earliest;
        this.latest = latest;
        this.ranges = new ArrayList<>(ranges);
    }

    /**
     * Adds an event.
     *
     * @param time event time in milliseconds
     * @param range offset range of the event, see {@link OffsetRanges#withPrecedingGap}
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

    /** Returns the event time of the earliest event in milliseconds. */
    public long earliest() {
        return earliest;
    }

    /** Returns the event time of the latest event in milliseconds. */
    public long latest() {
        return latest;
    }

    /** Returns the offset ranges in the order of arrival, not sorted. */
    public List<OffsetRange> ranges() {
        return List.copyOf(ranges);
    }

    /** Returns the sorted and merged offset ranges, see {@link OffsetRanges}. */
    public List<OffsetRange> offsets() {
        return OffsetRanges.union(ranges, List.of());
    }
}
