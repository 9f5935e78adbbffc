package io.realign.learning.portfolio;

import java.util.List;

/** What kind of rows there are: other recipes do well on each. */
public enum Kind {
    DENSE,
    SPARSE,
    IMAGE;

    private static final int IMAGE_DIMENSIONS = 3;

    /** Above this share of zeros a table is sparse. */
    private static final double SPARSE_SHARE = .5;

    /**
     * The kind of rows.
     *
     * @param shape of a row
     * @param rows raw
     */
    public static Kind of(List<Integer> shape, float[][] rows) {
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
        return zeros > SPARSE_SHARE * values ? SPARSE : DENSE;
    }
}
