package io.realign.learning;

/**
 * The rows of one step, standardised. The arrays are shared, not copied.
 *
 * @param source labelled rows, at least one
 * @param labels the class of each source row
 * @param target unlabelled rows; none when version 1 is trained
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(float[][] source, int[] labels, float[][] target) {
    /** Source and target rows together. */
    public int size() {
        return source.length + target.length;
    }
}
