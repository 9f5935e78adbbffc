package io.realign.cli.rows;

import io.realign.event.EventContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Collects the rows of a file. Skips and counts rows with a missing value. */
final class RowCollector {
    /** Limit of values in memory (600 MB); enough for MNIST with three channels. */
    static final long MAX_VALUES = 150_000_000;

    private static final Set<String> MISSING = Set.of("", "?", "na", "nan", "null");

    private final Path file;
    private final List<String> names;
    private final List<LabelledRow> rows = new ArrayList<>();

    /** Number of rows without a value, by column. */
    private final int[] missingByColumn;

    private Optional<SkippedRows> skipped = Optional.empty();

    RowCollector(Path file, List<String> names) {
        this.file = file;
        this.names = names;
        this.missingByColumn = new int[names.size()];
    }

    /**
     * Parses a value.
     *
     * @param lines positioned at the line of the value
     * @return NaN if the value is missing, infinite or beyond {@link EventContract#MAX_MAGNITUDE}
     * @throws MalformedFileException if the text is not a number, or if the result would be NaN with
     *     {@link MissingValues#REJECT_FILE}
     */
    static float parse(TextLineReader lines, String text, MissingValues missingValues) {
        float value;
        try {
            value = MISSING.contains(text.toLowerCase(Locale.ROOT)) ? Float.NaN : Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw lines.malformed("a number", quote(text));
        }
        if (Math.abs(value) <= EventContract.MAX_MAGNITUDE) {
            return value;
        }
        if (missingValues == MissingValues.REJECT_FILE) {
            throw lines.malformed("a number from -1e18 to 1e18", quote(text));
        }
        return Float.NaN;
    }

    /** The first 80 characters in quotes, for messages. */
    static String quote(String text) {
        return "'" + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + "'";
    }

    /** Rejects a row that exceeds the limits before it is allocated. */
    static void requireCapacity(TextLineReader lines, long rows, int width) {
        if (width > EventContract.MAX_FEATURES) {
            throw lines.malformed("at most %d features".formatted(EventContract.MAX_FEATURES), String.valueOf(width));
        }
        if (rows * width > MAX_VALUES) {
            throw lines.malformed(
                    "at most %d values (rows times features)".formatted(MAX_VALUES),
                    "%d rows of %d features".formatted(rows, width));
        }
    }

    /** Adds a row. If it contains NaN, skips and counts it instead. */
    void addOrSkip(int line, String label, float[] values) {
        int firstMissing = -1;
        for (int i = values.length - 1; i >= 0; i--) {
            if (Float.isNaN(values[i])) {
                missingByColumn[i]++;
                firstMissing = i;
            }
        }
        if (firstMissing < 0) {
            rows.add(new LabelledRow(label, values));
        } else {
            SkippedRows previous = skipped.orElse(new SkippedRows(0, line, names.get(firstMissing)));
            skipped = Optional.of(new SkippedRows(previous.count() + 1, previous.line(), previous.column()));
        }
    }

    int size() {
        return rows.size();
    }

    DataFile toDenseFile() {
        return toDataFile(false);
    }

    DataFile toSparseFile() {
        return toDataFile(true);
    }

    /** The collected rows; rejects a file without rows and a column without values. */
    private DataFile toDataFile(boolean sparse) {
        int rowsRead = rows.size() + skipped.map(SkippedRows::count).orElse(0);
        for (int i = 0; i < missingByColumn.length; i++) {
            if (rowsRead > 0 && missingByColumn[i] == rowsRead) {
                throw new MalformedFileException(
                        file,
                        "a number in column '%s' in at least one row: remove the column from the file"
                                .formatted(names.get(i)),
                        "none in %d rows".formatted(rowsRead));
            }
        }
        if (rows.isEmpty()) {
            throw new MalformedFileException(
                    file,
                    "at least one row without missing values",
                    skipped.map(SkippedRows::toString).orElse("no rows"));
        }
        return new DataFile(names, List.of(names.size()), sparse, rows, skipped);
    }
}
