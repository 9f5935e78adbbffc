package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads the svmlight format: {@code label index:value ...} with ascending indices from 1; absent indices are 0. */
final class SvmLightReader {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String UNKNOWN_LABEL = "?";
    static final int UNLIMITED = Integer.MAX_VALUE;

    private final TextLineReader lines;
    private final MissingValues missingValues;
    private final int maxIndex;
    private final List<SparseRow> rows = new ArrayList<>();
    private int width;

    @SuppressWarnings("ArrayRecordComponent")
    private record SparseRow(int line, String label, int[] indices, float[] values) {
        float[] dense(int width) {
            float[] dense = new float[width];
            for (int i = 0; i < indices.length; i++) {
                dense[indices[i] - 1] = values[i];
            }
            return dense;
        }
    }

    private SvmLightReader(TextLineReader lines, MissingValues missingValues, int maxIndex) {
        this.lines = lines;
        this.missingValues = missingValues;
        this.maxIndex = maxIndex;
    }

    /** Reads rows with optional labels from the current line on. The width is the highest index. */
    static DataFile read(TextLineReader lines) {
        return new SvmLightReader(lines, MissingValues.SKIP_ROW, UNLIMITED).read();
    }

    /** Reads rows with labels and without missing values. The width is {@code maxIndex}, or the highest index if {@link #UNLIMITED}. */
    static DataFile readComplete(Path file, int maxIndex) {
        try (TextLineReader lines = new TextLineReader(file)) {
            if (!lines.advance()) {
                throw new MalformedFileException(file, "lines of 'label index:value ...'", "none");
            }
            return new SvmLightReader(lines, MissingValues.REJECT_FILE, maxIndex).read();
        }
    }

    private DataFile read() {
        do {
            String text = withoutComment(lines.text());
            if (!text.isEmpty()) {
                rows.add(parseRow(SPACE.split(text)));
            }
        } while (lines.advance());
        if (width == 0) {
            throw new MalformedFileException(
                    lines.file(), "the header 'label,feature,...' or lines of 'label index:value ...'", "neither");
        }
        int columns = maxIndex == UNLIMITED ? width : maxIndex;
        RowCollector table = new RowCollector(lines.file(), names(columns));
        rows.forEach(row -> table.addOrSkip(row.line(), row.label(), row.dense(columns)));
        return table.toSparseFile();
    }

    static List<String> names(int width) {
        return IntStream.rangeClosed(1, width).mapToObj(Integer::toString).toList();
    }

    private static String withoutComment(String text) {
        int comment = text.indexOf('#');
        return comment < 0 ? text : text.substring(0, comment).strip();
    }

    private SparseRow parseRow(String[] fields) {
        int firstPair = fields[0].indexOf(':') < 0 ? 1 : 0;
        String label = firstPair == 0 || fields[0].equals(UNKNOWN_LABEL) ? "" : fields[0];
        if (missingValues == MissingValues.REJECT_FILE && label.isEmpty()) {
            throw lines.malformed("a label in the first field", "'" + fields[0] + "'");
        }
        int[] indices = new int[fields.length - firstPair];
        float[] values = new float[indices.length];
        int previous = 0;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = parseIndex(fields[firstPair + i], previous);
            String value = fields[firstPair + i].substring(fields[firstPair + i].indexOf(':') + 1);
            values[i] = RowCollector.parse(lines, value, missingValues);
            previous = indices[i];
        }
        width = Math.max(width, previous);
        RowCollector.requireCapacity(lines, rows.size() + 1L, width);
        return new SparseRow(lines.number(), label, indices, values);
    }

    private int parseIndex(String field, int previous) {
        int colon = field.indexOf(':');
        try {
            int index = Integer.parseInt(field.substring(0, Math.max(colon, 0)));
            if (index > previous && index <= maxIndex) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw lines.malformed("index:value", RowCollector.quote(field));
        }
        throw lines.malformed(
                maxIndex == UNLIMITED
                        ? "an index of %d or more".formatted(previous + 1)
                        : "an index of %d to %d".formatted(previous + 1, maxIndex),
                RowCollector.quote(field));
    }
}
