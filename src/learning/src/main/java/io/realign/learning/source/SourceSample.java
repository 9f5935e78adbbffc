package io.realign.learning.source;

import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.distance.RowSampler;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of a source as they are looked at: standardised by the source's own statistics, made narrow if they are wide, in
 * random order.
 *
 * @param name of the source
 */
@SuppressWarnings("ArrayRecordComponent")
record SourceSample(String name, float[][] rows, int[] labels, int classCount) {
    private static final int MAX_ROWS = 1000;

    static SourceSample of(NamedSource source, long seed) {
        float[][] features = source.rows().features();
        if (features.length == 0) {
            throw new IllegalArgumentException(
                    "source %s: expected at least one row, got none".formatted(source.name()));
        }
        Standardiser standardiser = Standardiser.fit(features);
        int[] drawn = RowSampler.sampleIndices(features.length, MAX_ROWS, seed);
        float[][] rows = Arrays.stream(drawn)
                .mapToObj(row -> standardiser.apply(features[row]))
                .toArray(float[][]::new);
        return new SourceSample(
                source.name(),
                GaussianRandomProjection.of(standardiser.width(), GaussianRandomProjection.BROAD, seed)
                        .apply(rows),
                Arrays.stream(drawn).map(row -> source.rows().labels()[row]).toArray(),
                source.rows().classCount());
    }

    /** All of them together. */
    static SourceSample pooled(List<SourceSample> samples) {
        return new SourceSample(
                "pool",
                samples.stream().flatMap(sample -> Stream.of(sample.rows)).toArray(float[][]::new),
                samples.stream()
                        .flatMapToInt(sample -> IntStream.of(sample.labels))
                        .toArray(),
                samples.get(0).classCount);
    }

    int size() {
        return labels.length;
    }

    SourceSample filter(IntPredicate row) {
        int[] chosen = IntStream.range(0, size()).filter(row).toArray();
        return new SourceSample(
                name,
                Arrays.stream(chosen).mapToObj(i -> rows[i]).toArray(float[][]::new),
                Arrays.stream(chosen).map(i -> labels[i]).toArray(),
                classCount);
    }

    LinearDiscriminant fitDiscriminant() {
        return LinearDiscriminant.fit(rows, labels, classCount);
    }
}
