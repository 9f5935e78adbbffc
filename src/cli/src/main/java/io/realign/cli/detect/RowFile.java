package io.realign.cli.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A CSV file of rows, read line by line. Rows that are not all finite numbers are left out and counted. */
final class RowFile implements AutoCloseable {
    private final Path file;
    private final List<String> leading;
    private final BufferedReader reader;
    private final int width;
    private long line = 1;
    private long leftOut;
    private String firstLeftOut = "";

    /** A row, and what stands in the columns before it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(String[] leading, float[] values) {}

    /**
     * Opens a file and reads its header.
     *
     * @param leading names of the columns before {@code x0}
     * @throws WrongFileException if the header is another
     */
    RowFile(Path file, List<String> leading) throws IOException {
        this.file = file;
        this.leading = leading;
        if (!Files.isRegularFile(file)) {
            throw new WrongFileException(file + ": expected a file, got nothing of that name");
        }
        this.reader = Files.newBufferedReader(file);
        this.width = width(reader.readLine());
    }

    /** Values in a row. */
    int width() {
        return width;
    }

    /** Rows that were left out so far. */
    long leftOut() {
        return leftOut;
    }

    /** Where the first of them stands and what is wrong with it; empty if there is none. */
    String firstLeftOut() {
        return firstLeftOut;
    }

    /** The next row, null behind the last. */
    Row next() throws IOException {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            String[] cells = text.split(",", -1);
            if (cells.length != leading.size() + width) {
                leaveOut("expected %d cells, got %d".formatted(leading.size() + width, cells.length));
                continue;
            }
            float[] values = values(cells);
            if (values != null) {
                return new Row(java.util.Arrays.copyOf(cells, leading.size()), values);
            }
        }
        return null;
    }

    /** Where the reader is, for messages. */
    String place() {
        return file + ", line " + line;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private float[] values(String[] cells) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            String cell = cells[leading.size() + i];
            try {
                values[i] = Float.parseFloat(cell);
            } catch (NumberFormatException e) {
                values[i] = Float.NaN;
            }
            if (!Float.isFinite(values[i])) {
                leaveOut("expected a finite number as x%d, got '%s'".formatted(i, cell));
                return null;
            }
        }
        return values;
    }

    private void leaveOut(String why) {
        if (leftOut++ == 0) {
            firstLeftOut = place() + ": " + why;
        }
    }

    private int width(String header) throws IOException {
        List<String> cells = header == null ? List.of() : List.of(header.strip().split(",", -1));
        int values = cells.size() - leading.size();
        List<String> expected = Stream.concat(
                        leading.stream(),
                        IntStream.range(0, Math.max(1, values)).mapToObj(i -> "x" + i))
                .toList();
        if (!cells.equals(expected)) {
            reader.close();
            throw new WrongFileException("%s, line 1: expected the header %s..., got '%s'"
                    .formatted(
                            file,
                            String.join(",", expected.subList(0, Math.min(expected.size(), leading.size() + 2))),
                            header == null ? "" : header.substring(0, Math.min(80, header.length()))));
        }
        return values;
    }
}
