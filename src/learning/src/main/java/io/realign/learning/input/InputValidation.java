package io.realign.learning.input;

import io.realign.event.EventContract;
import java.util.Arrays;

/** Validation of raw rows. All methods throw {@link IllegalArgumentException}. */
public final class InputValidation {
    private static final int MIN_WINDOW_ROWS = 2;

    private InputValidation() {}

    /** Requires any number of rows of the given width, with absolute values up to {@link EventContract#MAX_MAGNITUDE}. */
    public static void requireRows(String name, float[][] rows, int width) {
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new IllegalArgumentException(
                        "%s: expected %d features, got %d at row %d".formatted(name, width, rows[row].length, row));
            }
            for (int column = 0; column < width; column++) {
                if (!(Math.abs(rows[row][column]) <= EventContract.MAX_MAGNITUDE)) {
                    throw new IllegalArgumentException(
                            "%s: expected finite features with absolute values up to %s, got %s at row %d, feature %d"
                                    .formatted(name, EventContract.MAX_MAGNITUDE, rows[row][column], row, column));
                }
            }
        }
    }

    /** Requires at least two {@linkplain #requireRows valid rows} that are not all identical. */
    public static void requireWindow(String name, float[][] rows, int width) {
        if (rows.length < MIN_WINDOW_ROWS) {
            throw new IllegalArgumentException(
                    "%s: expected at least two rows, got %d; wait for more".formatted(name, rows.length));
        }
        requireRows(name, rows, width);
        requireNotConstant(name, rows);
    }

    /** Requires {@linkplain #requireRows valid rows} that are not all identical, of at least two classes. */
    public static void requireSource(String name, SourceRows source, int width) {
        if (source.size() == 0) {
            throw new IllegalArgumentException(name + ": expected at least one row of each of two classes, got none");
        }
        requireRows(name, source.features(), width);
        int[] labels = source.labels();
        if (Arrays.stream(labels).allMatch(label -> label == labels[0])) {
            throw new IllegalArgumentException(
                    "%s: expected rows of at least two classes, got only rows of class %d".formatted(name, labels[0]));
        }
        requireNotConstant(name, source.features());
    }

    private static void requireNotConstant(String name, float[][] rows) {
        if (Arrays.stream(rows).allMatch(row -> Arrays.equals(row, rows[0]))) {
            throw new IllegalArgumentException(
                    "%s: expected rows that differ, got %d identical rows; check whether the sensor is stuck"
                            .formatted(name, rows.length));
        }
    }
}
