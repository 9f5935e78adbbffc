package io.realign.lab.task;

/**
 * The labels of a target, for scoring only.
 *
 * @param labels the class of each row
 */
@SuppressWarnings("ArrayRecordComponent")
public record TargetLabels(int[] labels) {
    /** Fraction of correct predictions. */
    public double accuracy(int[] predictions) {
        if (predictions.length != labels.length) {
            throw new IllegalArgumentException(
                    "expected %d predictions, got %d".formatted(labels.length, predictions.length));
        }
        int right = 0;
        for (int row = 0; row < labels.length; row++) {
            right += predictions[row] == labels[row] ? 1 : 0;
        }
        return right / (double) labels.length;
    }
}
