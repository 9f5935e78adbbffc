package io.realign.learning;

/**
 * Labelled rows of the source. The arrays are shared, not copied.
 *
 * @param features raw features, rows x width, all finite
 * @param labels the class of each row, 0 to {@code classes - 1}
 * @param classes how many classes there are, at least two, even if not every one occurs
 */
@SuppressWarnings("ArrayRecordComponent")
public record SourceRows(float[][] features, int[] labels, int classes) {
    public SourceRows {
        if (features.length != labels.length) {
            throw new IllegalArgumentException(
                    "expected a label for each of %d rows, got %d".formatted(features.length, labels.length));
        }
        if (classes < 2) {
            throw new IllegalArgumentException("classes: expected at least 2, got " + classes);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "expected labels of 0 to %d, got %d at row %d".formatted(classes - 1, labels[i], i));
            }
        }
    }

    public int size() {
        return labels.length;
    }
}
