package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rows of one width as they are read from a file. Leaves out and counts those with a value that cannot be used. */
final class RowCollector {
    /** Four bytes each; all of MNIST in three channels fits. */
    static final long MAX_VALUES = 150_000_000;

    /** More inputs than this no network takes. */
    static final int MAX_FEATURES = 1 << 20;

    /** Larger readings are faults, and sums of their squares would leave the range of numbers. */
    static final float LARGEST = 1e30f;

    private static final Set<String> MISSING = Set.of("", "?", "na", "nan", "null");

    private final Path file;
    private final List<String> names;
    private final List<LabelledRow> rows = new ArrayList<>();
    /** For each column, in how many rows it cannot be used. */
    private final int[] missing;

    private int skipped;
    private int firstLine;
    private int firstColumn;

    RowCollector(Path file, List<String> names) {
        this.file = file;
        this.names = names;
        this.missing = new int[names.size()];
    }

    /** A value; NaN if it is missing, not finite or too large. */
    static float parse(Path file, int line, String text) {
        if (MISSING.contains(text.toLowerCase(Locale.ROOT))) {
            return Float.NaN;
        }
        try {
            float value = Float.parseFloat(text);
            return Math.abs(value) <= LARGEST ? value : Float.NaN;
        } catch (NumberFormatException e) {
            throw new MalformedFileException(file, line, "a number", "'" + excerpt(text) + "'");
        }
    }

    /** As much of a line as fits into a message. */
    static String excerpt(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /** Refuses a row that memory has no room for, before it is made. */
    static void requireCapacity(Path file, int line, long rows, int width) {
        if (width > MAX_FEATURES) {
            throw new MalformedFileException(
                    file, line, "at most %d features".formatted(MAX_FEATURES), String.valueOf(width));
        }
        if (rows * width > MAX_VALUES) {
            throw new MalformedFileException(
                    file,
                    line,
                    "at most %d values in all, rows times features".formatted(MAX_VALUES),
                    "%d rows of %d features".formatted(rows, width));
        }
    }

    void add(int line, String label, float[] values) {
        int unusable = -1;
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                missing[i]++;
                unusable = unusable < 0 ? i : unusable;
            }
        }
        if (unusable < 0) {
            rows.add(new LabelledRow(label, values));
            return;
        }
        if (skipped == 0) {
            firstLine = line;
            firstColumn = unusable;
        }
        skipped++;
    }

    int size() {
        return rows.size();
    }

    /** The rows that can be used, at least one. */
    List<LabelledRow> rows() {
        int all = rows.size() + skipped;
        for (int i = 0; i < missing.length; i++) {
            if (all > 0 && missing[i] == all) {
                throw new MalformedFileException(
                        file,
                        "a number in column '%s' in at least one row: take the column out of the file"
                                .formatted(names.get(i)),
                        "none in %d rows".formatted(all));
            }
        }
        if (rows.isEmpty()) {
            throw new MalformedFileException(
                    file,
                    "at least one row whose values are all there",
                    skipped().map(SkippedRows::toString).orElse("no rows"));
        }
        return rows;
    }

    Optional<SkippedRows> skipped() {
        return skipped == 0
                ? Optional.empty()
                : Optional.of(new SkippedRows(skipped, firstLine, names.get(firstColumn)));
    }
}
