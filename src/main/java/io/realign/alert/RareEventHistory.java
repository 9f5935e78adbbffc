package io.realign.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Positions of the newest rare events of each kind. Not thread-safe. */
final class RareEventHistory {
    private static final int CAPACITY = 8;

    /** Threshold of a normal statistic, as a z-score. */
    private static final double TYPICAL_THRESHOLD = 4;

    /** Positions in ascending order of a ring; null before the first event of a kind. */
    private final long[][] positions;

    private final int[] counts;
    private long position;

    RareEventHistory(int kinds) {
        this.positions = new long[kinds][];
        this.counts = new int[kinds];
    }

    int kinds() {
        return counts.length;
    }

    /**
     * Counts an event.
     *
     * @param raw raw features
     * @param ranks ranks of the scalar of which low values are rare
     * @param scalar scalar of the event
     * @return whether a limit is exceeded by a rare event
     */
    boolean observe(float[] raw, RankScores ranks, float scalar, RareEventLimits limits) {
        position++;
        boolean exceeded = false;
        if (ranks.isAmongLowest(RareEventLimits.LOW_RANKS, scalar)) {
            exceeded = add(RareEventLimits.LOW_RANK, limits);
            if (ranks.isAmongLowest(1, scalar)) {
                exceeded |= add(RareEventLimits.LOWEST_RANK, limits);
            }
        }
        RareValues rare = limits.rareValues();
        for (int i = 0; i < rare.features().length; i++) {
            if (raw[rare.features()[i]] == rare.values()[i]) {
                exceeded |= add(RareEventLimits.FIRST_VALUE + i, limits);
            }
        }
        for (int i = 0; i < rare.constants().length; i++) {
            if (raw[rare.constants()[i]] != rare.constantValues()[i]) {
                exceeded |= add(limits.firstConstant() + i, limits);
            }
        }
        return exceeded;
    }

    /** Returns the kind of rare events that exceed their limit most clearly; -1 if there are none. */
    int highestKind(List<Recurrence> kinds, double relativeTime) {
        int highest = -1;
        double score = 0;
        for (int kind = 0; kind < kinds.size(); kind++) {
            double each = score(kind, kinds.get(kind), relativeTime);
            if (each > score) {
                score = each;
                highest = kind;
            }
        }
        return highest;
    }

    /**
     * Returns the highest drift score of a kind: above 1 if a limit is exceeded, and comparable with the drift scores of
     * normal statistics.
     *
     * @param relativeTime autocorrelation time of the events divided by that of the reference, 1 or more; correlated rare
     *     events occur in clusters
     */
    double score(int kind, Recurrence recurrence, double relativeTime) {
        double highest = 0;
        for (int i = 0; i < recurrence.repeats().length; i++) {
            highest = Math.max(highest, score(kind, recurrence, i, relativeTime));
        }
        return highest;
    }

    /** Returns the number of events since the first of the rare events that exceed their limit most clearly. */
    int eventsSinceOnset(int kind, Recurrence recurrence) {
        int clearest = 0;
        for (int i = 1; i < recurrence.repeats().length; i++) {
            if (score(kind, recurrence, i, 1) > score(kind, recurrence, clearest, 1)) {
                clearest = i;
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, span(kind, recurrence.repeats()[clearest]));
    }

    /**
     * The probability of {@code repeats} rare events within a number of events is about proportional to that number to the
     * power {@code repeats - 1}, and the square of a normal quantile to the logarithm of its probability.
     */
    private double score(int kind, Recurrence recurrence, int index, double relativeTime) {
        int repeats = recurrence.repeats()[index];
        if (counts[kind] < repeats) {
            return 0;
        }
        double ratio = (recurrence.limits()[index] + 1.0) / span(kind, repeats) / relativeTime;
        double squared = 1 + 2 * (repeats - 1) * Math.log(ratio) / (TYPICAL_THRESHOLD * TYPICAL_THRESHOLD);
        return Math.sqrt(Math.max(0, squared));
    }

    private boolean add(int kind, RareEventLimits limits) {
        if (positions[kind] == null) {
            positions[kind] = new long[CAPACITY];
        }
        positions[kind][counts[kind] % CAPACITY] = position;
        // Stays between one and two rounds of the ring.
        counts[kind] = counts[kind] + 1 < 2 * CAPACITY ? counts[kind] + 1 : CAPACITY;
        Recurrence recurrence = limits.kinds().get(kind);
        for (int i = 0; i < recurrence.repeats().length; i++) {
            int repeats = recurrence.repeats()[i];
            if (counts[kind] >= repeats && span(kind, repeats) <= recurrence.limits()[i]) {
                return true;
            }
        }
        return false;
    }

    /** Number of events from the {@code repeats}-th last rare event of a kind to the newest event. */
    private long span(int kind, int repeats) {
        return position - positions[kind][Math.floorMod(counts[kind] - repeats, CAPACITY)] + 1;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(position);
        out.writeByte(positions.length);
        for (int kind = 0; kind < positions.length; kind++) {
            out.writeByte(counts[kind]);
            for (int i = 0; counts[kind] > 0 && i < CAPACITY; i++) {
                out.writeLong(positions[kind][i]);
            }
        }
    }

    static RareEventHistory read(DataInput in) throws IOException {
        long position = in.readLong();
        RareEventHistory history = new RareEventHistory(in.readByte());
        history.position = position;
        for (int kind = 0; kind < history.counts.length; kind++) {
            history.counts[kind] = in.readByte();
            if (history.counts[kind] > 0) {
                history.positions[kind] = new long[CAPACITY];
                for (int i = 0; i < CAPACITY; i++) {
                    history.positions[kind][i] = in.readLong();
                }
            }
        }
        return history;
    }
}
