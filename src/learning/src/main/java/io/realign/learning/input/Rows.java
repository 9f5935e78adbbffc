package io.realign.learning.input;

import io.realign.learning.SourceRows;
import java.util.Arrays;

/** What raw rows must be before anything is made of them. All of it throws {@link IllegalArgumentException}. */
public final class Rows {
    /** Beyond this, squares of differences no longer fit what rows are computed in. */
    private static final double LARGEST = 1e18;

    /** Means and deviations of fewer rows are none. */
    private static final int LEAST_WINDOW = 2;

    private Rows() {}

    /** All of one width, every value finite and not too large; there may be none. */
    public static void require(String what, float[][] rows, int width) {
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new IllegalArgumentException(
                        "%s: expected %d features, got %d at row %d".formatted(what, width, rows[row].length, row));
            }
            for (int column = 0; column < width; column++) {
                if (!(Math.abs(rows[row][column]) <= LARGEST)) {
                    throw new IllegalArgumentException(
                            "%s: expected finite features of at most %s either way, got %s at row %d, feature %d"
                                    .formatted(what, LARGEST, rows[row][column], row, column));
                }
            }
        }
    }

    /** As {@link #require}; and at least two rows, not all of them the same, as those of a sensor that is stuck are. */
    public static void requireWindow(String what, float[][] rows, int width) {
        if (rows.length < LEAST_WINDOW) {
            throw new IllegalArgumentException(
                    "%s: expected at least two rows, got %d; wait for more".formatted(what, rows.length));
        }
        require(what, rows, width);
        requireDifferent(what, rows);
    }

    /** As {@link #require}; and rows that differ, of at least two classes. */
    public static void requireSource(String what, SourceRows source, int width) {
        if (source.size() == 0) {
            throw new IllegalArgumentException(what + ": expected at least one row of each of two classes, got none");
        }
        require(what, source.features(), width);
        int[] labels = source.labels();
        if (Arrays.stream(labels).allMatch(label -> label == labels[0])) {
            throw new IllegalArgumentException(
                    "%s: expected rows of at least two classes, got only class %d".formatted(what, labels[0]));
        }
        requireDifferent(what, source.features());
    }

    private static void requireDifferent(String what, float[][] rows) {
        if (Arrays.stream(rows).allMatch(row -> Arrays.equals(row, rows[0]))) {
            throw new IllegalArgumentException(
                    "%s: expected rows that differ, got %d times the same; is what they come from stuck?"
                            .formatted(what, rows.length));
        }
    }
}
