package io.realign.adapter.control;

import java.util.OptionalLong;
import java.util.TreeSet;

/** Determines the offset to commit when the records of a partition are processed out of order. Thread-safe. */
final class ProcessedOffsets {
    private final TreeSet<Long> pending = new TreeSet<>();
    private long next;
    private long lastReturned;

    synchronized void add(long offset) {
        pending.add(offset);
        next = offset + 1;
    }

    synchronized void complete(long offset) {
        pending.remove(offset);
    }

    /** Offset to commit: all records before it are processed. Empty if it has not increased since the last call. */
    synchronized OptionalLong newlyCommittable() {
        long offset = pending.isEmpty() ? next : pending.first();
        if (offset <= lastReturned) {
            return OptionalLong.empty();
        }
        lastReturned = offset;
        return OptionalLong.of(offset);
    }

    /** Removes all records. The next assignment of the partition delivers the pending ones again. */
    synchronized void clear() {
        pending.clear();
        next = 0;
        lastReturned = 0;
    }
}
