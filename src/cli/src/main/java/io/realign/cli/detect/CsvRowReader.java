package io.realign.cli.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A CSV file of rows, read line by line. Rows that are not all finite numbers are left out and counted. */
final class CsvRowReader implements AutoCloseable {
    private final Path file;
    private final List<String> keyColumns;
    private final BufferedReader reader;
    private final int width;
    private long line = 1;
    private long skippedRows;
    private String firstSkipped = "";

    /** A row, and what stands in the columns before it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(String[] keyColumns, float[] values) {}

    /**
     * Opens a file and reads its header.
     *
     * @param leading names of the columns before {@code x0}
     * @throws InvalidFileException if the header is another
     */
    CsvRowReader(Path file, List<String> leading) throws IOException {
        this.file = file;
        this.keyColumns = leading;
        if (!Files.isRegularFile(file)) {
            throw new InvalidFileException(file + ": expected a file, got nothing of that name");
        }
        this.reader = Files.newBufferedReader(file);
        this.width = width(reader.readLine());
    }

    /** Values in a row. */
    int width() {
        return width;
    }

    /** Rows that were left out so far. */
    long skippedRows() {
        return skippedRows;
    }

    /** Where the first of them stands and what is wrong with it; empty if there is none. */
    String firstSkipped() {
        return firstSkipped;
    }

    /** The next row, null behind the last. */
    Row next() throws IOException {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            String[] cells = text.split(",", -1);
            if (cells.length != keyColumns.size() + width) {
                skip("expected %d cells, got %d".formatted(keyColumns.size() + width, cells.length));
                continue;
            }
            float[] values = values(cells);
            if (values != null) {
                return new Row(java.util.Arrays.copyOf(cells, keyColumns.size()), values);
            }
        }
        return null;
    }

    /** Where the reader is, for messages. */
    String position() {
        return file + ", line " + line;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private float[] values(String[] cells) {
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
                return null;
            }
        }
        return values;
    }

    private void skip(String why) {
        if (skippedRows++ == 0) {
            firstSkipped = position() + ": " + why;
        }
    }

    private int width(String header) throws IOException {
        List<String> cells = header == null ? List.of() : List.of(header.strip().split(",", -1));
        int values = cells.size() - keyColumns.size();
        List<String> expected = Stream.concat(
                        keyColumns.stream(),
                        IntStream.range(0, Math.max(1, values)).mapToObj(i -> "x" + i))
                .toList();
        if (!cells.equals(expected)) {
            reader.close();
            throw new InvalidFileException("%s, line 1: expected the header %s..., got '%s'"
                    .formatted(
                            file,
                            String.join(",", expected.subList(0, Math.min(expected.size(), keyColumns.size() + 2))),
                            header == null ? "" : header.substring(0, Math.min(80, header.length()))));
        }
        return values;
    }
}
