package io.realign.learning.input;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Labelled source rows. The arrays are shared, not copied.
 *
 * @param features {@code [rows, width]}, finite; raw or standardised
 * @param labels class of each row, 0 to {@code classCount - 1}
 * @param classCount number of classes, at least two; some may have no rows
 */
@SuppressWarnings("ArrayRecordComponent")
public record SourceRows(float[][] features, int[] labels, int classCount) {
    public SourceRows {
        if (features.length != labels.length) {
            throw new IllegalArgumentException(
                    "labels: expected one for each of %d rows, got %d".formatted(features.length, labels.length));
        }
        if (classCount < 2) {
            throw new IllegalArgumentException("classes: expected at least 2, got " + classCount);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classCount) {
                throw new IllegalArgumentException(
                        "labels: expected 0 to %d, got %d at row %d".formatted(classCount - 1, labels[i], i));
            }
        }
    }

    /** @param parts at least one; all of the same width and number of classes */
    public static SourceRows pooled(List<SourceRows> parts) {
        return new SourceRows(
                parts.stream().flatMap(part -> Stream.of(part.features())).toArray(float[][]::new),
                parts.stream().flatMapToInt(part -> IntStream.of(part.labels())).toArray(),
                parts.get(0).classCount());
    }

    public SourceRows standardised(Standardisation standardisation) {
        return new SourceRows(standardisation.apply(features), labels, classCount);
    }

    /** Relative frequency of each class. */
    public double[] classShares() {
        double[] shares = new double[classCount];
        for (int label : labels) {
            shares[label] += 1.0 / labels.length;
        }
        return shares;
    }

    public int size() {
        return labels.length;
    }

    /** The rows at the given indices, in their order. */
    public SourceRows rowsAt(int[] indices) {
        return new SourceRows(
                Arrays.stream(indices).mapToObj(row -> features[row]).toArray(float[][]::new),
                Arrays.stream(indices).map(row -> labels[row]).toArray(),
                classCount);
    }

    public int[] indicesOfClass(int label) {
        return IntStream.range(0, labels.length)
                .filter(row -> labels[row] == label)
                .toArray();
    }
}
