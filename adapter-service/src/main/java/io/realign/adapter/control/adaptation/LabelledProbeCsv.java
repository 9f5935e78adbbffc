package io.realign.adapter.control.adaptation;

import io.realign.event.EventContract;
import io.realign.learning.selection.ProbeRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * CSV file of labelled target rows, the labelled probe (setting {@code realign.validation-rows}). After the header line, each line
 * holds a label and the raw features. Quoting is not supported.
 *
 * @param contract allowed labels, and number of features
 */
record LabelledProbeCsv(Path file, EventContract contract) {
    private static final String LABEL = "label";

    /** Stands for the line number if a problem concerns the whole file. */
    private static final int WHOLE_FILE = 0;

    /** A file with more rows is probably not the intended one. */
    private static final int MAX_ROWS = 10_000;

    private static final long MAX_BYTES = 64L << 20;

    /**
     * Reads all rows.
     *
     * @throws NonRetryableAdaptationException if the file is malformed; the message names the line
     */
    ProbeRows read() throws IOException, NonRetryableAdaptationException {
        require(Files.isRegularFile(file), WHOLE_FILE, "an existing file or directory", "nothing of that name");
        require(Files.size(file) <= MAX_BYTES, WHOLE_FILE, "at most " + MAX_BYTES + " bytes", Files.size(file));
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return parse(lines);
        } catch (CharacterCodingException e) {
            throw malformed(WHOLE_FILE, "UTF-8 text", "other bytes");
        }
    }

    private ProbeRows parse(BufferedReader lines) throws IOException, NonRetryableAdaptationException {
        String header = lines.readLine();
        boolean hasHeader = header != null && fields(header)[0].equals(LABEL);
        require(hasHeader, 1, "the header 'label,feature,...'", header == null ? "nothing" : "'" + header + "'");
        List<float[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        int lineNumber = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lineNumber++;
            if (line.isBlank()) {
                continue;
            }
            String[] fields = fields(line);
            require(rows.size() < MAX_ROWS, lineNumber, "at most " + MAX_ROWS + " rows", "more");
            int width = fields.length - 1;
            require(
                    width == contract.featureCount(),
                    lineNumber,
                    contract.featureCount() + " features after the label",
                    width);
            int label = contract.labels().indexOf(fields[0]);
            require(label >= 0, lineNumber, "a label of " + contract.labels(), "'" + fields[0] + "'");
            labels.add(label);
            rows.add(features(lineNumber, fields));
        }
        return new ProbeRows(
                rows.toArray(float[][]::new),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private float[] features(int line, String[] fields) throws NonRetryableAdaptationException {
        float[] features = new float[fields.length - 1];
        for (int i = 0; i < features.length; i++) {
            String field = fields[i + 1];
            try {
                features[i] = Float.parseFloat(field);
            } catch (NumberFormatException e) {
                throw malformed(line, "a number", "'" + field + "'");
            }
            require(Float.isFinite(features[i]), line, "a finite number", "'" + field + "'");
        }
        return features;
    }

    private static String[] fields(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toArray(String[]::new);
    }

    private void require(boolean holds, int line, String expected, Object actual)
            throws NonRetryableAdaptationException {
        if (!holds) {
            throw malformed(line, expected, actual);
        }
    }

    /** @param line 1-based line number, or {@link #WHOLE_FILE} */
    private NonRetryableAdaptationException malformed(int line, String expected, Object actual) {
        String place = line == WHOLE_FILE ? file.toString() : file + ", line " + line;
        return new NonRetryableAdaptationException(
                "realign.validation-rows: %s: expected %s, got %s".formatted(place, expected, actual));
    }
}
