package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a comma-separated table without quotes. */
final class CsvReader {
    static final String LABEL = "label";

    private static final Pattern COMMA = Pattern.compile(",");

    private final Path file;
    private final TextLineReader lines;
    private final boolean complete;

    /**
     * Creates a reader.
     *
     * @param lines positioned at the header
     * @param complete whether a missing value is an error; otherwise its row is skipped and counted
     */
    CsvReader(Path file, TextLineReader lines, boolean complete) {
        this.file = file;
        this.lines = lines;
        this.complete = complete;
    }

    /** Whether the first column of a header holds labels. */
    static boolean isLabelled(String header) {
        return header.split(",", 2)[0].strip().equals(LABEL);
    }

    DataFile read() {
        int firstFeature = isLabelled(lines.text()) ? 1 : 0;
        String[] header = fields();
        if (header.length == firstFeature) {
            throw new MalformedFileException(file, lines.number(), "the header 'label,feature,...'", "no feature");
        }
        List<String> names = List.of(header).subList(firstFeature, header.length);
        RowCollector.requireCapacity(file, lines.number(), 1, names.size());
        RowCollector table = new RowCollector(file, names);
        while (lines.advance()) {
            String[] fields = fields();
            if (fields.length != header.length) {
                throw new MalformedFileException(
                        file, lines.number(), header.length + " fields", String.valueOf(fields.length));
            }
            String label = firstFeature == 0 ? "" : fields[0];
            if (complete && firstFeature == 1 && label.isEmpty()) {
                throw new MalformedFileException(file, lines.number(), "a label in the first field", "nothing");
            }
            RowCollector.requireCapacity(file, lines.number(), table.size() + 1L, names.size());
            float[] values = new float[names.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = RowCollector.parse(file, lines.number(), fields[firstFeature + i], complete);
            }
            table.add(lines.number(), label, values);
        }
        return DataFile.table(names, false, table);
    }

    private String[] fields() {
        String[] fields = COMMA.split(lines.text(), -1);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].strip();
        }
        return fields;
    }
}
