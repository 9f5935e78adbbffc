package io.realign.window;

import io.realign.event.OffsetRange;
import io.realign.event.OffsetRanges;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Mergeable summary of a set of events. Merging is exactly associative and commutative, with {@link #empty} as the
 * identity. The array is shared, not copied, and must not be modified.
 *
 * @param mapFingerprint {@link FeatureMap#fingerprint} of the map that created the rows
 * @param count number of events
 * @param earliest event time of the earliest event
 * @param latest event time of the latest event
 * @param sums sum of the rows, in units of 1/{@link RandomFeatures#GRID}
 * @param moments moments of the scaled features
 * @param offsets offset ranges; of the events in these ranges, only those of the domain belong to the sketch
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

    /** Returns the sketch of no events. */
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
     * Returns the sketch of one event.
     *
     * @param features raw features
     * @param offsets offset range of the event, see {@link OffsetRanges#withPrecedingGap}
     */
    public static Sketch of(FeatureMap map, Instant time, float[] features, OffsetRange offsets) {
        float[] row = map.map(features);
        int[] sums = new int[row.length];
        Arrays.setAll(sums, i -> (int) row[i]);
        Moments moments = Moments.of(map.scaling().apply(features));
        return new Sketch(map.fingerprint(), 1, time, time, sums, moments, List.of(offsets));
    }

    /**
     * Returns the sketch of the events of both sketches.
     *
     * @throws IllegalArgumentException if the sketches were created by different maps
     * @throws ArithmeticException if a sum overflows, after a million events or more
     */
    public Sketch merge(Sketch other) {
        if (mapFingerprint != other.mapFingerprint || sums.length != other.sums.length) {
            throw new IllegalArgumentException(
                    "expected sketches of the same feature map, got the feature map fingerprints %016x and %016x"
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
}
