package io.realign.cli.rows;

import java.util.List;
import java.util.stream.Stream;

/** Reads a comma-separated table without quotes. */
final class CsvReader {
    private CsvReader() {}

    /** Whether the first column of a header holds labels. */
    static boolean isLabelled(String header) {
        return header.split(",", 2)[0].strip().equals("label");
    }

    /** Reads a table; {@code lines} is positioned at the header. */
    static DataFile read(TextLineReader lines, MissingValues missingValues) {
        int firstFeature = isLabelled(lines.text()) ? 1 : 0;
        String[] header = fields(lines);
        if (header.length == firstFeature) {
            throw lines.malformed("the header 'label,feature,...'", "no feature");
        }
        List<String> names = List.of(header).subList(firstFeature, header.length);
        RowCollector.requireCapacity(lines, 1, names.size());
        RowCollector table = new RowCollector(lines.file(), names);
        while (lines.advance()) {
            String[] fields = fields(lines);
            if (fields.length != header.length) {
                throw lines.malformed(header.length + " fields", String.valueOf(fields.length));
            }
            String label = firstFeature == 0 ? "" : fields[0];
            if (missingValues == MissingValues.REJECT_FILE && firstFeature == 1 && label.isEmpty()) {
                throw lines.malformed("a label in the first field", "nothing");
            }
            RowCollector.requireCapacity(lines, table.size() + 1L, names.size());
            float[] values = new float[names.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = RowCollector.parse(lines, fields[firstFeature + i], missingValues);
            }
            table.addOrSkip(lines.number(), label, values);
        }
        return table.toDenseFile();
    }

    private static String[] fields(TextLineReader lines) {
        return Stream.of(lines.text().split(",", -1)).map(String::strip).toArray(String[]::new);
    }
}
