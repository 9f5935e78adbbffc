package io.realign.learning.source;

import io.realign.learning.distance.Draw;
import io.realign.learning.distance.Projection;
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
record Sample(String name, float[][] rows, int[] labels, int classes) {
    private static final int ROWS = 1000;

    static Sample of(NamedSource source, long seed) {
        float[][] features = source.rows().features();
        if (features.length == 0) {
            throw new IllegalArgumentException(
                    "source %s: expected at least one row, got none".formatted(source.name()));
        }
        Standardiser standardiser = Standardiser.fit(features);
        int[] drawn = Draw.indices(features.length, ROWS, seed);
        float[][] rows = Arrays.stream(drawn)
                .mapToObj(row -> standardiser.apply(features[row]))
                .toArray(float[][]::new);
        return new Sample(
                source.name(),
                Projection.of(standardiser.width(), Projection.BROAD, seed).apply(rows),
                Arrays.stream(drawn).map(row -> source.rows().labels()[row]).toArray(),
                source.rows().classes());
    }

    /** All of them together. */
    static Sample pooled(List<Sample> samples) {
        return new Sample(
                "pool",
                samples.stream().flatMap(sample -> Stream.of(sample.rows)).toArray(float[][]::new),
                samples.stream()
                        .flatMapToInt(sample -> IntStream.of(sample.labels))
                        .toArray(),
                samples.get(0).classes);
    }

    int size() {
        return labels.length;
    }

    Sample where(IntPredicate row) {
        int[] chosen = IntStream.range(0, size()).filter(row).toArray();
        return new Sample(
                name,
                Arrays.stream(chosen).mapToObj(i -> rows[i]).toArray(float[][]::new),
                Arrays.stream(chosen).map(i -> labels[i]).toArray(),
                classes);
    }

    Discriminant learned() {
        return Discriminant.fit(rows, labels, classes);
    }
}
