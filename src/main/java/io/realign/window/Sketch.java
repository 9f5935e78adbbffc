package io.realign.window;

import io.realign.event.OffsetRange;
import io.realign.event.OffsetRanges;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What is kept of a stretch of events. Merging adds: it is associative and commutative to the last bit, and
 * {@link #empty} changes nothing.
 *
 * <p>The array is shared, not copied: a sketch is made once and then only read.
 *
 * @param mapFingerprint the {@link FeatureMap#fingerprint} of what made the rows; sketches of different maps do not merge
 * @param count number of events
 * @param earliest event time of the earliest event
 * @param latest event time of the latest event
 * @param sums sum of the events' rows, features and directions, in units of 1/{@link RandomFeatures#GRID}
 * @param moments of the events' features
 * @param offsets where the events lie; of these ranges only their own domain's events count
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sketch(
        long mapFingerprint,
        long count,
        Instant earliest,
        Instant latest,
        int[] sums,
        Moments moments,
        List<OffsetRange> offsets) {
    private static final Instant NO_EARLIEST = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Instant NO_LATEST = Instant.ofEpochMilli(Long.MIN_VALUE);

    public Sketch {
        offsets = List.copyOf(offsets);
    }

    /** The sketch of no events. */
    public static Sketch empty(FeatureMap map) {
        return new Sketch(
                map.fingerprint(),
                0,
                NO_EARLIEST,
                NO_LATEST,
                new int[map.width()],
                Moments.empty(map.inputs()),
                List.of());
    }

    /**
     * The sketch of one event.
     *
     * @param features raw features
     * @param at where it lies, together with what it answers for before it
     */
    public static Sketch of(FeatureMap map, Instant time, float[] features, OffsetRange at) {
        float[] row = map.map(features);
        int[] sums = new int[row.length];
        Arrays.setAll(sums, i -> (int) row[i]);
        Moments moments = Moments.of(map.standardised(features));
        return new Sketch(map.fingerprint(), 1, time, time, sums, moments, List.of(at));
    }

    /**
     * The sketch of both stretches.
     *
     * @throws IllegalArgumentException if they were made by different maps
     * @throws ArithmeticException if a sum leaves the range of an int, after a million events or more
     */
    public Sketch merge(Sketch other) {
        if (mapFingerprint != other.mapFingerprint || sums.length != other.sums.length) {
            throw new IllegalArgumentException(
                    "sketches of the feature maps %016x and %016x do not merge: their seed, bandwidth, standardiser or form differ"
                            .formatted(mapFingerprint, other.mapFingerprint));
        }
        int[] merged = new int[sums.length];
        for (int i = 0; i < merged.length; i++) {
            merged[i] = Math.addExact(sums[i], other.sums[i]);
        }
        return new Sketch(
                mapFingerprint,
                count + other.count,
                earliest.isBefore(other.earliest) ? earliest : other.earliest,
                latest.isAfter(other.latest) ? latest : other.latest,
                merged,
                moments.merge(other.moments),
                OffsetRanges.union(offsets, other.offsets));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch sketch
                && mapFingerprint == sketch.mapFingerprint
                && count == sketch.count
                && earliest.equals(sketch.earliest)
                && latest.equals(sketch.latest)
                && Arrays.equals(sums, sketch.sums)
                && moments.equals(sketch.moments)
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
