package io.realign.cli.rows;

import java.util.Locale;

/**
 * Rows with a value that is missing or not finite.
 *
 * @param count number of rows, at least 1
 * @param line line of the first row, from 1
 * @param column column of its first missing value
 */
public record SkippedRows(int count, int line, String column) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d %s skipped, first at line %d: column '%s' has no finite number of at most %.0e",
                count,
                count == 1 ? "row" : "rows",
                line,
                column,
                RowCollector.LARGEST);
    }
}
