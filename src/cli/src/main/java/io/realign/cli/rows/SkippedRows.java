package io.realign.cli.rows;

/**
 * Rows of a file that cannot be used, since a value is missing or no finite number.
 *
 * @param count how many, at least one
 * @param line of the first, from 1
 * @param column of the first, its name
 */
public record SkippedRows(int count, int line, String column) {
    @Override
    public String toString() {
        return "%d %s left out, the first at line %d: column '%s' holds no finite number of at most %.0e"
                .formatted(count, count == 1 ? "row" : "rows", line, column, RowCollector.LARGEST);
    }
}
