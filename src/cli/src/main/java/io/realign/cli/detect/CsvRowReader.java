package io.realign.cli.detect;

import io.realign.cli.rows.MalformedFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a CSV file row by row. Rows with a value that is not a finite number are counted and returned without values,
 * so that the following rows keep their place in a season. Lines with a wrong number of cells are counted and left
 * out.
 */
final class CsvRowReader implements AutoCloseable {
    private static final float[] NO_VALUES = {};

    private final Path file;
    private final List<String> keyColumns;
    private final BufferedReader reader;
    private final int width;
    private int line = 1;
    private long rows;
    private long skippedRows;
    private String firstSkipped = "";

    /** A row: the text of the key columns, and the values, which are empty if the row is skipped. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(String[] keys, float[] values) {
        boolean isSkipped() {
            return values.length == 0;
        }
    }

    /** Opens a file and reads its header; {@code keyColumns} are the names of the columns before {@code x0}. */
    CsvRowReader(Path file, List<String> keyColumns) throws IOException {
        this.file = file;
        this.keyColumns = keyColumns;
        if (!Files.isRegularFile(file)) {
            throw new MalformedFileException(file, "a file", "nothing of that name");
        }
        this.reader = Files.newBufferedReader(file);
        this.width = parseHeader(reader.readLine());
    }

    int width() {
        return width;
    }

    long skippedRows() {
        return skippedRows;
    }

    /** Requires that the rows read so far are not all skipped. */
    void requireValues() {
        if (rows == 0 && skippedRows > 0) {
            throw new MalformedFileException(
                    file,
                    "rows of finite values",
                    "only skipped rows (%d), first at %s".formatted(skippedRows, firstSkipped));
        }
    }

    /** Position of the first skipped row and the reason; empty if no row was skipped. */
    String firstSkipped() {
        return firstSkipped;
    }

    /** The next row; null at the end of the file. */
    Row next() throws IOException {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            String[] cells = text.split(",", -1);
            if (cells.length != keyColumns.size() + width) {
                skip("expected %d cells, got %d".formatted(keyColumns.size() + width, cells.length));
                continue;
            }
            return new Row(Arrays.copyOf(cells, keyColumns.size()), parseValues(cells));
        }
        return null;
    }

    /** Creates an exception for the current line. */
    MalformedFileException malformed(String expected, String got) {
        return new MalformedFileException(file, line, expected, got);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private float[] parseValues(String[] cells) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            String cell = cells[keyColumns.size() + i];
            try {
                values[i] = Float.parseFloat(cell);
            } catch (NumberFormatException e) {
                values[i] = Float.NaN;
            }
            if (!Float.isFinite(values[i])) {
                skip("expected a finite number as x%d, got '%s'".formatted(i, cell));
                return NO_VALUES;
            }
        }
        rows++;
        return values;
    }

    private void skip(String reason) {
        if (skippedRows++ == 0) {
            firstSkipped = "%s, line %d: %s".formatted(file, line, reason);
        }
    }

    /** Returns the number of values of a row. */
    private int parseHeader(String header) throws IOException {
        List<String> cells = header == null ? List.of() : List.of(header.strip().split(",", -1));
        int values = cells.size() - keyColumns.size();
        List<String> expected = Stream.concat(
                        keyColumns.stream(),
                        IntStream.range(0, Math.max(1, values)).mapToObj(i -> "x" + i))
                .toList();
        if (!cells.equals(expected)) {
            reader.close();
            throw malformed(
                    "the header "
                            + String.join(",", expected.subList(0, Math.min(expected.size(), keyColumns.size() + 2)))
                            + "...",
                    "'%s'".formatted(header == null ? "" : header.substring(0, Math.min(80, header.length()))));
        }
        return values;
    }
}
