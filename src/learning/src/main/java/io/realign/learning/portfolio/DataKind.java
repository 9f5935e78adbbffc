package io.realign.learning.portfolio;

import io.realign.learning.ensemble.ClassMoments;
import java.util.List;

/** What kind of rows there are: other recipes do well on each. */
public enum DataKind {
    /** Tables. */
    DENSE,
    /** Tables that are zeros for the most part. */
    SPARSE,
    /** Tables of more than {@link ClassMoments#MAX_FEATURES} features: too wide for a committee. */
    WIDE,
    IMAGE;

    private static final int IMAGE_DIMENSIONS = 3;

    /** Above this share of zeros a table is sparse. */
    private static final double MIN_ZERO_FRACTION = .5;

    /**
     * The kind of rows.
     *
     * @param shape of a row
     * @param rows raw
     */
    public static DataKind of(List<Integer> shape, float[][] rows) {
        if (shape.size() == IMAGE_DIMENSIONS) {
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
        if (shape.get(0) > ClassMoments.MAX_FEATURES) {
            return WIDE;
        }
        return DENSE;
    }
}
