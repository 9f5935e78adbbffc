package io.realign.learning.source;

import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.distance.RowSampler;
import io.realign.window.Standardiser;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random rows of a source, standardised by its own statistics and projected if they are wide. */
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
        int[] sampled = RowSampler.sampleIndices(features.length, MAX_ROWS, seed);
        float[][] rows = standardiser.apply(RowSampler.rowsAt(features, sampled));
        return new SourceSample(
                source.name(),
                GaussianRandomProjection.of(standardiser.width(), GaussianRandomProjection.CLASSIFICATION_COMPONENTS, seed)
                        .apply(rows),
                RowSampler.labelsAt(source.rows().labels(), sampled),
                source.rows().classCount());
    }

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
        int[] selected = IntStream.range(0, size()).filter(row).toArray();
        return new SourceSample(
                name, RowSampler.rowsAt(rows, selected), RowSampler.labelsAt(labels, selected), classCount);
    }

    LinearDiscriminant fitDiscriminant() {
        return LinearDiscriminant.fit(rows, labels, classCount);
    }
}
