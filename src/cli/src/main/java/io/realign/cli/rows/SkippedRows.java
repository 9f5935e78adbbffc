package io.realign.cli.rows;

/**
 * Rows that were skipped because a value is missing, infinite or too large.
 *
 * @param count number of rows, at least 1
 * @param line line of the first row, from 1
 * @param column column of the first such value in that row
 */
public record SkippedRows(int count, int line, String column) {
    @Override
    public String toString() {
        return "%d %s skipped, first at line %d: column '%s' has no number from -1e18 to 1e18"
                .formatted(count, count == 1 ? "row" : "rows", line, column);
    }
}
