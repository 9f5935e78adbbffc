package io.realign.learning.training;

import io.realign.learning.SourceRows;

/** What rows must be before they are trained on. */
final class Rows {
    /** Beyond this, squares of differences no longer fit what rows are computed in. */
    private static final float LARGEST = 0x1p60f;

    private Rows() {}

    /**
     * @throws IllegalArgumentException if there are none, or one has another width or a value that is not finite or too
     *     large
     */
    static void require(String what, float[][] rows, int width) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(what + ": expected at least one row, got none");
        }
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new IllegalArgumentException(
                        "%s: expected %d features, got %d at row %d".formatted(what, width, rows[row].length, row));
            }
            for (int column = 0; column < width; column++) {
                if (!(Math.abs(rows[row][column]) <= LARGEST)) {
                    throw new IllegalArgumentException(
                            "%s: expected features of at most %s either way, got %s at row %d, feature %d"
                                    .formatted(what, LARGEST, rows[row][column], row, column));
                }
            }
        }
    }

    /** As {@link #require}, and at least two classes. */
    static void requireSource(String what, SourceRows source, int width) {
        require(what, source.features(), width);
        for (int label : source.labels()) {
            if (label != source.labels()[0]) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "%s: expected rows of at least two classes, got only class %d".formatted(what, source.labels()[0]));
    }
}
