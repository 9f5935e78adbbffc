package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The svmlight format, where a label may be missing and the highest index is the width. */
final class SvmLightReader {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String UNKNOWN = "?";

    private final Path file;
    private final TextLineReader lines;
    private final List<Sparse> rows = new ArrayList<>();
    private int width;

    @SuppressWarnings("ArrayRecordComponent")
    private record Sparse(int line, String label, int[] indices, float[] values) {
        float[] dense(int width) {
            float[] dense = new float[width];
            for (int i = 0; i < indices.length; i++) {
                dense[indices[i] - 1] = values[i];
            }
            return dense;
        }
    }

    /** {@code lines} stand at the first row. */
    SvmLightReader(Path file, TextLineReader lines) {
        this.file = file;
        this.lines = lines;
    }

    DataFile read() {
        do {
            String text = withoutComment(lines.text());
            if (!text.isEmpty()) {
                rows.add(row(SPACE.split(text)));
            }
        } while (lines.advance());
        if (width == 0) {
            throw new MalformedFileException(
                    file, "the header 'label,feature,...' or lines of 'label index:value ...'", "neither");
        }
        List<String> names = names(width);
        RowCollector table = new RowCollector(file, names);
        rows.forEach(row -> table.add(row.line(), row.label(), row.dense(width)));
        return DataFile.table(names, true, table);
    }

    /** Features are named by their indices. */
    static List<String> names(int width) {
        return IntStream.rangeClosed(1, width).mapToObj(Integer::toString).toList();
    }

    private static String withoutComment(String text) {
        int comment = text.indexOf('#');
        return comment < 0 ? text : text.substring(0, comment).strip();
    }

    private Sparse row(String[] fields) {
        int first = fields[0].indexOf(':') < 0 ? 1 : 0;
        String label = first == 0 || fields[0].equals(UNKNOWN) ? "" : fields[0];
        int[] indices = new int[fields.length - first];
        float[] values = new float[indices.length];
        int previous = 0;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = index(fields[first + i], previous);
            String value = fields[first + i].substring(fields[first + i].indexOf(':') + 1);
            values[i] = RowCollector.parse(file, lines.number(), value);
            previous = indices[i];
        }
        width = Math.max(width, previous);
        RowCollector.requireCapacity(file, lines.number(), rows.size() + 1L, width);
        return new Sparse(lines.number(), label, indices, values);
    }

    private int index(String field, int previous) {
        int colon = field.indexOf(':');
        try {
            int index = Integer.parseInt(field.substring(0, Math.max(colon, 0)));
            if (index > previous) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw new MalformedFileException(
                    file, lines.number(), "index:value", "'" + RowCollector.excerpt(field) + "'");
        }
        throw new MalformedFileException(
                file,
                lines.number(),
                "an index of %d or more".formatted(previous + 1),
                "'" + RowCollector.excerpt(field) + "'");
    }
}
