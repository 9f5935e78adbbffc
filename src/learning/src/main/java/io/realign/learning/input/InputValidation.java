package io.realign.learning.input;

import io.realign.event.EventContract;
import java.util.Arrays;

/** Validation of raw rows. All methods throw {@link IllegalArgumentException}. */
public final class InputValidation {
    private static final int MIN_WINDOW_ROWS = 2;

    private InputValidation() {}

    /** Requires any number of rows of the given width, with absolute values up to {@link EventContract#MAX_MAGNITUDE}. */
    public static void requireRows(String what, float[][] rows, int width) {
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new IllegalArgumentException(
                        "%s: expected %d features, got %d at row %d".formatted(what, width, rows[row].length, row));
            }
            for (int column = 0; column < width; column++) {
                if (!(Math.abs(rows[row][column]) <= EventContract.MAX_MAGNITUDE)) {
                    throw new IllegalArgumentException(
                            "%s: expected finite features with absolute values up to %s, got %s at row %d, feature %d"
                                    .formatted(what, EventContract.MAX_MAGNITUDE, rows[row][column], row, column));
                }
            }
        }
    }

    /** Requires at least two {@linkplain #requireRows valid rows} that are not all identical. */
    public static void requireWindow(String what, float[][] rows, int width) {
        if (rows.length < MIN_WINDOW_ROWS) {
            throw new IllegalArgumentException(
                    "%s: expected at least two rows, got %d; wait for more".formatted(what, rows.length));
        }
        requireRows(what, rows, width);
        requireNotConstant(what, rows);
    }

    /** Requires {@linkplain #requireRows valid rows} of at least two classes, not all of them identical. */
    public static void requireSource(String what, SourceRows source, int width) {
        if (source.size() == 0) {
            throw new IllegalArgumentException(what + ": expected at least one row of each of two classes, got none");
        }
        requireRows(what, source.features(), width);
        int[] labels = source.labels();
        if (Arrays.stream(labels).allMatch(label -> label == labels[0])) {
            throw new IllegalArgumentException(
                    "%s: expected rows of at least two classes, got only rows of class %d".formatted(what, labels[0]));
        }
        requireNotConstant(what, source.features());
    }

    private static void requireNotConstant(String what, float[][] rows) {
        if (Arrays.stream(rows).allMatch(row -> Arrays.equals(row, rows[0]))) {
            throw new IllegalArgumentException(
                    "%s: expected rows that differ, got %d identical rows; check whether the sensor is stuck"
                            .formatted(what, rows.length));
        }
    }
}
