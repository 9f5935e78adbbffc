package io.realign.lab.task;

/**
 * The labels of a target. They are for scoring: nothing that is scored may see them.
 *
 * @param labels the class of each row
 */
@SuppressWarnings("ArrayRecordComponent")
public record TargetLabels(int[] labels) {
    /** The share of the answers that are right, 0 to 1. */
    public double accuracy(int[] answers) {
        if (answers.length != labels.length) {
            throw new IllegalArgumentException("expected %d answers, got %d".formatted(labels.length, answers.length));
        }
        int right = 0;
        for (int row = 0; row < labels.length; row++) {
            right += answers[row] == labels[row] ? 1 : 0;
        }
        return right / (double) labels.length;
    }
}
