package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A comma separated table without quotes, the label first. */
final class CsvReader {
    private static final Pattern COMMA = Pattern.compile(",");

    private final Path file;
    private final TextLineReader lines;

    /** {@code lines} stand at the header. */
    CsvReader(Path file, TextLineReader lines) {
        this.file = file;
        this.lines = lines;
    }

    DataFile read() {
        String[] header = fields();
        if (header.length < 2) {
            throw new MalformedFileException(file, lines.number(), "the header 'label,feature,...'", "no feature");
        }
        List<String> names = List.of(header).subList(1, header.length);
        RowCollector.requireCapacity(file, lines.number(), 1, names.size());
        RowCollector table = new RowCollector(file, names);
        while (lines.advance()) {
            String[] fields = fields();
            if (fields.length != header.length) {
                throw new MalformedFileException(
                        file, lines.number(), header.length + " fields", String.valueOf(fields.length));
            }
            RowCollector.requireCapacity(file, lines.number(), table.size() + 1L, names.size());
            table.add(lines.number(), fields[0], values(fields));
        }
        return DataFile.table(names, false, table);
    }

    private float[] values(String[] fields) {
        float[] values = new float[fields.length - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = RowCollector.parse(file, lines.number(), fields[i + 1]);
        }
        return values;
    }

    private String[] fields() {
        String[] fields = COMMA.split(lines.text(), -1);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].strip();
        }
        return fields;
    }
}
