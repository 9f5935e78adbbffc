package io.realign.cli.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a data file. The content determines the format:
 *
 * <ul>
 *   <li>CSV: a header line, {@code label} as the first column, numbers in all others; an empty label is unknown
 *   <li>svmlight: {@code label index:value ...}, ascending indices from 1, absent indices are 0; the label may be missing or
 *       {@code ?}
 *   <li>IDX images with unsigned bytes as pixels, such as MNIST, optionally gzip-compressed: {@code images:labels}, or
 *       {@code images:} without labels; values are intensities from 0 to 1
 * </ul>
 *
 * <p>A row with a value that is missing ({@code NaN}, {@code NA}, {@code ?} or empty), not finite or beyond 1e18 is skipped
 * and counted. A file holds at most {@value io.realign.event.EventContract#MAX_FEATURES} features and {@value RowCollector#MAX_VALUES} values.
 *
 * @param names feature names; empty for pixels
 * @param shape shape of a row, {@code [width]} or {@code [channels, height, width]}
 * @param sparse whether absent values are 0; the width of sparse rows is the highest index in the file
 * @param rows rows with their labels, empty if unknown; at least one
 * @param skipped rows with missing values
 */
public record DataFile(
        List<String> names,
        List<Integer> shape,
        boolean sparse,
        List<LabelledRow> rows,
        Optional<SkippedRows> skipped) {
    public DataFile {
        names = List.copyOf(names);
        shape = List.copyOf(shape);
        rows = List.copyOf(rows);
    }

    /** Dense rows of a shape, without feature names and skipped rows. */
    public static DataFile ofDenseRows(List<Integer> shape, List<LabelledRow> rows) {
        return new DataFile(List.of(), shape, false, rows, Optional.empty());
    }

    /**
     * Reads a file.
     *
     * @param location path of the file, or two paths separated by a colon
     * @throws MalformedFileException if the format is unknown or the file is malformed
     */
    public static DataFile read(String location) {
        Path file = Path.of(location);
        int colon = location.lastIndexOf(':');
        if (colon > 0 && !Files.exists(file)) {
            return IdxFile.readImages(Path.of(location.substring(0, colon)), location.substring(colon + 1));
        }
        if (IdxFile.isIdx(file)) {
            throw new MalformedFileException(
                    file,
                    "the path of images and of their labels, 'images:labels', or 'images:' for images without labels",
                    location);
        }
        try (TextLineReader lines = new TextLineReader(file)) {
            if (!lines.advance()) {
                throw new MalformedFileException(file, "rows", "an empty file");
            }
            return readText(lines);
        }
    }

    /**
     * Reads a CSV file without missing values. The column {@code label} is optional; without it all labels are empty.
     *
     * @throws MalformedFileException if the file is malformed or a value or label is missing
     */
    public static DataFile readCompleteCsv(Path file) {
        try (TextLineReader lines = new TextLineReader(file)) {
            advanceToHeader(file, lines);
            return CsvReader.read(lines, MissingValues.REJECT_FILE);
        }
    }

    /**
     * Reads a CSV file without missing values, whose first column is {@code label}.
     *
     * @throws MalformedFileException if the file is malformed or a value or label is missing
     */
    public static DataFile readCompleteLabelledCsv(Path file) {
        try (TextLineReader lines = new TextLineReader(file)) {
            advanceToHeader(file, lines);
            if (!CsvReader.isLabelled(lines.text())) {
                throw lines.malformed("the header 'label,feature,...'", RowCollector.quote(lines.text()));
            }
            return CsvReader.read(lines, MissingValues.REJECT_FILE);
        }
    }

    private static void advanceToHeader(Path file, TextLineReader lines) {
        if (!lines.advance()) {
            throw new MalformedFileException(file, "a header line", "an empty file");
        }
    }

    private static DataFile readText(TextLineReader lines) {
        String first = lines.text();
        if (CsvReader.isLabelled(first)) {
            return CsvReader.read(lines, MissingValues.SKIP_ROW);
        }
        if (first.startsWith("#") || looksSparse(first)) {
            return SvmLightReader.read(lines);
        }
        throw lines.malformed("the header 'label,feature,...' or 'label index:value ...'", RowCollector.quote(first));
    }

    /** Whether a line has index:value pairs, or a label alone, which is a row of zeros. */
    private static boolean looksSparse(String line) {
        return line.indexOf(',') < 0 && (line.indexOf(':') > 0 || line.chars().noneMatch(Character::isWhitespace));
    }

    /** The distinct labels, sorted. */
    public List<String> labels() {
        return rows.stream()
                .map(LabelledRow::label)
                .filter(label -> !label.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The class index of each row.
     *
     * @param labels class labels, in the order of the model outputs
     * @return -1 for rows without one of these labels
     */
    public int[] classIndices(List<String> labels) {
        return rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray();
    }

    /** The same rows without labels, for use as a target. */
    public DataFile withoutLabels() {
        List<LabelledRow> unlabelled =
                rows.stream().map(row -> new LabelledRow("", row.features())).toList();
        return new DataFile(names, shape, sparse, unlabelled, skipped);
    }

    /**
     * A range of the rows.
     *
     * @param from first index, inclusive
     * @param to last index, exclusive
     */
    public DataFile slice(int from, int to) {
        return new DataFile(names, shape, sparse, rows.subList(from, to), skipped);
    }

    /** The raw features {@code [rows][width]}; shared, not copied. */
    public float[][] features() {
        return rows.stream().map(LabelledRow::features).toArray(float[][]::new);
    }

    /**
     * Sparse rows padded with zeros to the width of another file.
     *
     * @throws IllegalStateException if the rows are dense or wider
     */
    public DataFile padded(int width) {
        if (!sparse || width < names.size()) {
            throw new IllegalStateException("expected sparse rows of at most %d features, got %s rows of %d"
                    .formatted(width, sparse ? "sparse" : "dense", shape.get(0)));
        }
        List<LabelledRow> wide = rows.stream()
                .map(row -> new LabelledRow(row.label(), Arrays.copyOf(row.features(), width)))
                .toList();
        return new DataFile(SvmLightReader.names(width), List.of(width), true, wide, skipped);
    }

    /**
     * Greyscale images with three equal channels, for networks with colour input.
     *
     * @throws IllegalStateException if the rows are not images of one channel
     */
    public DataFile asRgb() {
        requireGreyscale();
        List<LabelledRow> coloured = rows.stream()
                .map(row -> new LabelledRow(row.label(), repeatThreeTimes(row.features())))
                .toList();
        return new DataFile(names, List.of(3, shape.get(1), shape.get(2)), false, coloured, skipped);
    }

    public void requireGreyscale() {
        if (shape.size() != 3 || shape.get(0) != 1) {
            throw new IllegalStateException("expected images of one channel, got rows of shape " + shape);
        }
    }

    private static float[] repeatThreeTimes(float[] pixels) {
        float[] channels = Arrays.copyOf(pixels, 3 * pixels.length);
        System.arraycopy(pixels, 0, channels, pixels.length, pixels.length);
        System.arraycopy(pixels, 0, channels, 2 * pixels.length, pixels.length);
        return channels;
    }
}
