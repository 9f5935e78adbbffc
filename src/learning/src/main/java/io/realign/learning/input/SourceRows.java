package io.realign.learning.input;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Labelled rows of the source. The arrays are shared, not copied.
 *
 * @param features raw features, rows x width, all finite
 * @param labels the class of each row, 0 to {@code classes - 1}
 * @param classCount how many classes there are, at least two, even if not every one occurs
 */
@SuppressWarnings("ArrayRecordComponent")
public record SourceRows(float[][] features, int[] labels, int classCount) {
    public SourceRows {
        if (features.length != labels.length) {
            throw new IllegalArgumentException(
                    "expected a label for each of %d rows, got %d".formatted(features.length, labels.length));
        }
        if (classCount < 2) {
            throw new IllegalArgumentException("classes: expected at least 2, got " + classCount);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classCount) {
                throw new IllegalArgumentException(
                        "expected labels of 0 to %d, got %d at row %d".formatted(classCount - 1, labels[i], i));
            }
        }
    }

    /**
     * The rows of several, one after the other.
     *
     * @param parts at least one, of the same width and classes
     */
    public static SourceRows pooled(List<SourceRows> parts) {
        return new SourceRows(
                parts.stream().flatMap(part -> Stream.of(part.features())).toArray(float[][]::new),
                parts.stream().flatMapToInt(part -> IntStream.of(part.labels())).toArray(),
                parts.get(0).classCount());
    }

    /** How often each class occurs; they sum to 1. */
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

    /** The rows of one class. */
    public float[][] rowsOfClass(int label) {
        return IntStream.range(0, labels.length)
                .filter(row -> labels[row] == label)
                .mapToObj(row -> features[row])
                .toArray(float[][]::new);
    }
}
