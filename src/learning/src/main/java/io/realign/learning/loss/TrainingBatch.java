package io.realign.learning.loss;

/**
 * The standardised rows of one training step. The arrays are shared, not copied.
 *
 * @param source labelled rows, at least one
 * @param labels class of each source row
 * @param importance importance weight of each source row in losses that compare the domains, 0 or more, with a mean of about 1
 * @param target unlabelled rows; empty for a base model
 * @param softLabels class probabilities of each target row for distillation, zeros for a row without a pseudo-label; empty
 *     without distillation
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingBatch(
        float[][] source, int[] labels, double[] importance, float[][] target, float[][] softLabels) {
    public TrainingBatch {
        if (labels.length != source.length || importance.length != source.length) {
            throw new IllegalArgumentException(
                    "expected a label and an importance for each of %d source rows, got %d and %d"
                            .formatted(source.length, labels.length, importance.length));
        }
        if (softLabels.length != 0 && softLabels.length != target.length) {
            throw new IllegalArgumentException("expected no pseudo-labels or one for each of %d target rows, got %d"
                    .formatted(target.length, softLabels.length));
        }
    }

    /** Number of source and target rows. */
    public int size() {
        return source.length + target.length;
    }
}
