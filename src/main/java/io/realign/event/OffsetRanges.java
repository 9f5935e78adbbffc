package io.realign.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sets of offsets as sorted, non-adjacent ranges. Equal sets are represented by equal lists. */
public final class OffsetRanges {
    private static final Comparator<OffsetRange> LOG_ORDER = Comparator.comparing(OffsetRange::topic)
            .thenComparingInt(OffsetRange::partition)
            .thenComparingLong(OffsetRange::from);

    private OffsetRanges() {}

    /** Returns the union of two sets. */
    public static List<OffsetRange> union(List<OffsetRange> one, List<OffsetRange> other) {
        List<OffsetRange> sorted = new ArrayList<>(one);
        sorted.addAll(other);
        sorted.sort(LOG_ORDER);
        List<OffsetRange> joined = new ArrayList<>(sorted.size());
        for (OffsetRange range : sorted) {
            int last = joined.size() - 1;
            if (last >= 0
                    && joined.get(last).samePartition(range)
                    && range.from() <= joined.get(last).to()) {
                joined.set(last, joined.get(last).span(range));
            } else {
                joined.add(range);
            }
        }
        return List.copyOf(joined);
    }

    /**
     * Extends the range of an event by the offsets since the previous event of its domain in the same partition. The
     * extended range contains no other event of the domain, and the ranges of successive events merge into one.
     *
     * @param before range of the previous event, null if there is none
     */
    public static OffsetRange withPrecedingGap(OffsetRange before, OffsetRange event) {
        return before != null && before.samePartition(event) && before.to() <= event.from()
                ? new OffsetRange(event.topic(), event.partition(), before.to(), event.to())
                : event;
    }
}
