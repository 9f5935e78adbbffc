package io.realign.adapter.control;

import java.util.OptionalLong;
import java.util.TreeSet;

/** The offset to commit while the records of a partition are processed in another order. Thread-safe. */
final class ProcessedOffsets {
    private final TreeSet<Long> pending = new TreeSet<>();
    private long next;
    private long committable;

    synchronized void add(long offset) {
        pending.add(offset);
        next = offset + 1;
    }

    synchronized void complete(long offset) {
        pending.remove(offset);
    }

    /** Offset after the last record before which all records are processed; empty if it is the same as at the last call. */
    synchronized OptionalLong newlyCommittable() {
        long offset = pending.isEmpty() ? next : pending.first();
        if (offset <= committable) {
            return OptionalLong.empty();
        }
        committable = offset;
        return OptionalLong.of(offset);
    }

    /** Forgets all records; another assignment of the partition delivers the pending ones again. */
    synchronized void clear() {
        pending.clear();
        next = 0;
        committable = 0;
    }
}
