package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A comma separated table without quotes: a header line, then {@code label} as the first column and numbers in all others.
 *
 * @param columns names of the features
 * @param rows the rows, at least one
 */
public record CsvTable(List<String> columns, List<LabelledRow> rows) {
    private static final String LABEL = "label";

    public CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a table that must have labels.
     *
     * @throws MalformedFileException if it is not such a table
     */
    public static CsvTable labelled(Path file) {
        List<String> lines = SmallTextFile.readLines(file);
        List<String> header = header(lines);
        if (header.size() < 2 || !header.get(0).equals(LABEL)) {
            throw new MalformedFileException(file, 1, "the header 'label,feature,...'", String.join(",", header));
        }
        return table(file, header, lines, true);
    }

    /**
     * Reads a table that may lack the column of labels; then all labels are empty.
     *
     * @throws MalformedFileException if it is not such a table
     */
    public static CsvTable unlabelled(Path file) {
        List<String> lines = SmallTextFile.readLines(file);
        List<String> header = header(lines);
        boolean labelled = header.get(0).equals(LABEL);
        return table(file, header, lines, labelled);
    }

    private static CsvTable table(Path file, List<String> header, List<String> lines, boolean labelled) {
        int first = labelled ? 1 : 0;
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> fields = fields(lines.get(i));
            if (fields.size() != header.size()) {
                throw new MalformedFileException(file, i + 1, header.size() + " fields", String.valueOf(fields.size()));
            }
            String label = labelled ? label(file, i + 1, fields.get(0)) : "";
            rows.add(new LabelledRow(label, numbers(file, i + 1, fields.subList(first, fields.size()))));
        }
        if (rows.isEmpty()) {
            throw new MalformedFileException(file, "rows below the header", "none");
        }
        return new CsvTable(header.subList(first, header.size()), rows);
    }

    private static List<String> header(List<String> lines) {
        return fields(lines.isEmpty() ? "" : lines.get(0));
    }

    private static String label(Path file, int line, String field) {
        if (field.isEmpty()) {
            throw new MalformedFileException(file, line, "a label in the first field", "nothing");
        }
        return field;
    }

    private static float[] numbers(Path file, int line, List<String> fields) {
        float[] values = new float[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = SmallTextFile.parseNumber(file, line, fields.get(i));
        }
        return values;
    }

    private static List<String> fields(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }
}
