package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Collects the rows of a file. Skips and counts rows with a missing value. */
final class RowCollector {
    /** 600 MB of floats; MNIST in three channels fits. */
    static final long MAX_VALUES = 150_000_000;

    /** Upper limit of the inputs of a network. */
    static final int MAX_FEATURES = 1 << 20;

    /** Larger values are faults, and sums of their squares would overflow. */
    static final float LARGEST = 1e30f;

    private static final Set<String> MISSING = Set.of("", "?", "na", "nan", "null");

    private final Path file;
    private final List<String> names;
    private final List<LabelledRow> rows = new ArrayList<>();
    /** Number of rows without a value, by column. */
    private final int[] missing;

    private int skipped;
    private int firstLine;
    private int firstColumn;

    RowCollector(Path file, List<String> names) {
        this.file = file;
        this.names = names;
        this.missing = new int[names.size()];
    }

    /**
     * Parses a value.
     *
     * @param required whether a missing value is an error
     * @return NaN if the value is missing, not finite or beyond {@link #LARGEST}
     */
    static float parse(Path file, int line, String text, boolean required) {
        float value;
        try {
            value = MISSING.contains(text.toLowerCase(Locale.ROOT)) ? Float.NaN : Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new MalformedFileException(file, line, "a number", "'" + excerpt(text) + "'");
        }
        if (Math.abs(value) <= LARGEST) {
            return value;
        }
        if (required) {
            throw new MalformedFileException(file, line, "a finite number", "'" + excerpt(text) + "'");
        }
        return Float.NaN;
    }

    /** The first 80 characters, for messages. */
    static String excerpt(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /** Rejects a row that exceeds the limits before it is allocated. */
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

    /**
     * The collected rows.
     *
     * @throws MalformedFileException if there are none, or a column has no value in any row
     */
    List<LabelledRow> rows() {
        int all = rows.size() + skipped;
        for (int i = 0; i < missing.length; i++) {
            if (all > 0 && missing[i] == all) {
                throw new MalformedFileException(
                        file,
                        "a number in column '%s' in at least one row: remove the column from the file"
                                .formatted(names.get(i)),
                        "none in %d rows".formatted(all));
            }
        }
        if (rows.isEmpty()) {
            throw new MalformedFileException(
                    file,
                    "at least one row without missing values",
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
