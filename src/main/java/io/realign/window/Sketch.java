package io.realign.window;

import io.realign.event.OffsetRange;
import io.realign.event.Offsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What is kept of a stretch of events. Merging adds: it is associative and commutative to the last bit, and
 * {@link #empty} changes nothing.
 *
 * <p>The array is shared, not copied: a sketch is made once and then only read.
 *
 * @param count number of events
 * @param earliest event time of the earliest event
 * @param latest event time of the latest event
 * @param sums sum of the events' random features, in units of 1/{@link RandomFeatures#GRID}
 * @param offsets where the events lie; of these ranges only their own domain's events count
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sketch(long count, Instant earliest, Instant latest, int[] sums, List<OffsetRange> offsets) {
    private static final Instant NEVER_EARLIER = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Instant NEVER_LATER = Instant.ofEpochMilli(Long.MIN_VALUE);

    public Sketch {
        offsets = List.copyOf(offsets);
    }

    /** The sketch of no events. */
    public static Sketch empty(int features) {
        return new Sketch(0, NEVER_EARLIER, NEVER_LATER, new int[features], List.of());
    }

    /** The sketch of one event. */
    public static Sketch of(Instant time, int[] features, OffsetRange at) {
        return new Sketch(1, time, time, features, List.of(at));
    }

    /**
     * The sketch of both stretches.
     *
     * @throws ArithmeticException if a sum leaves the range of an int, after a million events or more
     */
    public Sketch merge(Sketch other) {
        if (sums.length != other.sums.length) {
            throw new IllegalArgumentException(
                    "sketches of %d and of %d features do not merge".formatted(sums.length, other.sums.length));
        }
        int[] merged = new int[sums.length];
        for (int i = 0; i < merged.length; i++) {
            merged[i] = Math.addExact(sums[i], other.sums[i]);
        }
        return new Sketch(
                count + other.count,
                earliest.isBefore(other.earliest) ? earliest : other.earliest,
                latest.isAfter(other.latest) ? latest : other.latest,
                merged,
                Offsets.union(offsets, other.offsets));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch sketch
                && count == sketch.count
                && earliest.equals(sketch.earliest)
                && latest.equals(sketch.latest)
                && Arrays.equals(sums, sketch.sums)
                && offsets.equals(sketch.offsets);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(count) + Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return "Sketch[%d events, %s]".formatted(count, offsets);
    }
}
