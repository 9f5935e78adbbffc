package io.realign.learning.selection;

import io.realign.learning.ensemble.ClassMoments;
import java.util.List;

/** Kind of input data, which determines the recipes. */
public enum DataKind {
    /** Tables with mostly non-zero values. */
    DENSE,
    /** Tables in which more than half of the values are zero. */
    SPARSE,
    /** Dense tables with more than {@link ClassMoments#MAX_FEATURES} features, the limit of the LDA ensemble. */
    WIDE,
    IMAGE;

    private static final int IMAGE_RANK = 3;

    private static final double MIN_ZERO_FRACTION = .5;

    /**
     * Determines the kind of the data.
     *
     * @param inputShape shape of an input row
     * @param rows raw rows
     */
    public static DataKind of(List<Integer> inputShape, float[][] rows) {
        if (inputShape.size() == IMAGE_RANK) {
            return IMAGE;
        }
        long zeros = 0;
        long values = 0;
        for (float[] row : rows) {
            for (float value : row) {
                zeros += value == 0 ? 1 : 0;
            }
            values += row.length;
        }
        if (zeros > MIN_ZERO_FRACTION * values) {
            return SPARSE;
        }
        if (inputShape.get(0) > ClassMoments.MAX_FEATURES) {
            return WIDE;
        }
        return DENSE;
    }
}
