package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The svmlight format: {@code label index:value index:value ...}, indices from 1 and growing; what is not named is 0.
 */
final class FixedWidthSvmLight {
    private final Path file;
    private final int features;

    /**
     * The format of one file.
     *
     * @param features the highest index that may occur
     */
    FixedWidthSvmLight(Path file, int features) {
        this.file = file;
        this.features = features;
    }

    List<LabelledRow> read() {
        List<String> lines = SmallTextFile.readLines(file);
        List<LabelledRow> rows = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(row(i + 1, lines.get(i)));
            }
        }
        if (rows.isEmpty()) {
            throw new MalformedFileException(file, "lines of 'label index:value ...'", "none");
        }
        return rows;
    }

    /** The highest index of a file. */
    static int width(Path file) {
        int width = 0;
        List<String> lines = SmallTextFile.readLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).strip().split("\\s+", -1);
            if (fields.length > 1) {
                width = Math.max(width, index(file, i + 1, fields[fields.length - 1]));
            }
        }
        return width;
    }

    private LabelledRow row(int line, String text) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields[0].contains(":")) {
            throw new MalformedFileException(file, line, "a label first", "'" + fields[0] + "'");
        }
        float[] values = new float[features];
        int previous = 0;
        for (int i = 1; i < fields.length; i++) {
            int index = index(file, line, fields[i]);
            if (index <= previous || index > features) {
                throw new MalformedFileException(
                        file, line, "an index of %d to %d".formatted(previous + 1, features), "'" + fields[i] + "'");
            }
            values[index - 1] = SmallTextFile.parseNumber(file, line, fields[i].substring(fields[i].indexOf(':') + 1));
            previous = index;
        }
        return new LabelledRow(fields[0], values);
    }

    private static int index(Path file, int line, String field) {
        int colon = field.indexOf(':');
        try {
            return Integer.parseInt(field.substring(0, Math.max(colon, 0)));
        } catch (NumberFormatException e) {
            throw new MalformedFileException(file, line, "index:value", "'" + field + "'");
        }
    }
}
