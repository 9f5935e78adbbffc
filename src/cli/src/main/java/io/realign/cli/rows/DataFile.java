package io.realign.cli.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows to train on or to look at, whatever they are written in. The format is told by the content:
 *
 * <ul>
 *   <li>a comma separated table: a header line, {@code label} as the first column, numbers in all others; an empty label
 *       is an unknown one
 *   <li>svmlight: {@code label index:value ...}, indices from 1 and growing, what is not named is 0; the label may be
 *       missing or {@code ?}
 *   <li>IDX images of bytes, as MNIST's, compressed or not: {@code images:labels}, or {@code images:} without labels. They
 *       come as ink from 0 to 1
 * </ul>
 *
 * <p>A row with a value that is missing ({@code NaN}, {@code NA}, {@code ?} or nothing), not finite or beyond 1e30 is left
 * out and counted. A file holds at most {@value RowCollector#MAX_FEATURES} features and {@value RowCollector#MAX_VALUES} values.
 *
 * @param names of the features, or empty if they are pixels
 * @param shape of a row, {@code [width]} or {@code [channels, height, width]}
 * @param sparse whether what the file does not name is 0, so that the width is no more than the highest index that occurs
 * @param rows with their labels, empty where nobody knows them; at least one
 * @param skipped what was left out
 */
public record DataFile(
        List<String> names,
        List<Integer> shape,
        boolean sparse,
        List<LabelledRow> rows,
        Optional<SkippedRows> skipped) {
    private static final String LABEL = "label";

    public DataFile {
        names = List.copyOf(names);
        shape = List.copyOf(shape);
        rows = List.copyOf(rows);
    }

    static DataFile table(List<String> names, boolean sparse, RowCollector rows) {
        return new DataFile(names, List.of(names.size()), sparse, rows.rows(), rows.skipped());
    }

    /**
     * Reads a file.
     *
     * @param where its path, or two paths with a colon between them
     * @throws MalformedFileException if it is none of these formats, or malformed
     */
    public static DataFile read(String where) {
        Path file = Path.of(where);
        int colon = where.lastIndexOf(':');
        if (colon > 0 && !Files.exists(file)) {
            return IdxImages.read(Path.of(where.substring(0, colon)), where.substring(colon + 1));
        }
        if (IdxFile.isIdx(file)) {
            throw new MalformedFileException(
                    file, "the path of images and of their labels, 'images:labels', or 'images:' without", where);
        }
        try (TextLineReader lines = new TextLineReader(file)) {
            if (!lines.advance()) {
                throw new MalformedFileException(file, "rows", "an empty file");
            }
            return text(file, lines);
        }
    }

    private static DataFile text(Path file, TextLineReader lines) {
        String first = lines.text();
        if (first.split(",", 2)[0].strip().equals(LABEL)) {
            return new CsvReader(file, lines).read();
        }
        if (first.startsWith("#") || looksSparse(first)) {
            return new SvmLightReader(file, lines).read();
        }
        throw new MalformedFileException(
                file,
                lines.number(),
                "the header 'label,feature,...' or 'label index:value ...'",
                "'" + RowCollector.excerpt(first) + "'");
    }

    /** Pairs, or a label alone: a row of zeros. */
    private static boolean looksSparse(String line) {
        return line.indexOf(',') < 0 && (line.indexOf(':') > 0 || line.chars().noneMatch(Character::isWhitespace));
    }

    /** The labels that occur, sorted. */
    public List<String> labels() {
        return rows.stream()
                .map(LabelledRow::label)
                .filter(label -> !label.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The class of each row.
     *
     * @param labels of the classes, in their order
     * @return their indices; -1 where the label is unknown or none of them
     */
    public int[] classIndices(List<String> labels) {
        return rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray();
    }

    /** The same rows, of which nobody knows the labels: what may be trained on as a target. */
    public DataFile withoutLabels() {
        List<LabelledRow> nameless =
                rows.stream().map(row -> new LabelledRow("", row.features())).toList();
        return new DataFile(names, shape, sparse, nameless, skipped);
    }

    /**
     * Some of the rows.
     *
     * @param from the first
     * @param to the one after the last
     */
    public DataFile slice(int from, int to) {
        return new DataFile(names, shape, sparse, rows.subList(from, to), skipped);
    }

    /** The raw features, a row each; shared, not copied. */
    public float[][] features() {
        return rows.stream().map(LabelledRow::features).toArray(float[][]::new);
    }

    /**
     * Sparse rows with zeros up to a width, for use beside a file in which higher indices occur.
     *
     * @throws IllegalStateException if the rows are not sparse, or wider
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
     * Grey images as three equal channels, for networks that were made for colour.
     *
     * @throws IllegalStateException if these are not images of one channel
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
