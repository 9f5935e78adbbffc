package io.realign.learning.loss;

/**
 * The rows of one step, standardised. The arrays are shared, not copied.
 *
 * @param source labelled rows, at least one
 * @param labels the class of each source row
 * @param importance of each source row where it stands for the target, in the terms that compare the domains: 0 or more,
 *     about 1 in the mean
 * @param target unlabelled rows; none when version 1 is trained
 * @param softLabels for each target row a distribution over the classes to be taught, or zeros for none; empty if there are
 *     none at all
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingBatch(
        float[][] source, int[] labels, double[] importance, float[][] target, float[][] softLabels) {
    public TrainingBatch {
        if (labels.length != source.length || importance.length != source.length) {
            throw new IllegalArgumentException("expected a label and an importance for each of %d rows, got %d and %d"
                    .formatted(source.length, labels.length, importance.length));
        }
        if (softLabels.length != 0 && softLabels.length != target.length) {
            throw new IllegalArgumentException(
                    "expected answers for %d rows or none, got %d".formatted(target.length, softLabels.length));
        }
    }

    /** Source and target rows together. */
    public int size() {
        return source.length + target.length;
    }
}
