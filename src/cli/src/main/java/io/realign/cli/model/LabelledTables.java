package io.realign.cli.model;

import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.LabelledRow;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeighting;
import io.realign.learning.training.TrainingSources;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Labelled tables, one part to train on and one to judge by.
 *
 * @param labels of the classes, in their order
 * @param training the sources, the last one being the newest
 * @param holdOut rows that are not trained on
 */
public record LabelledTables(List<String> labels, TrainingSources training, SourceRows holdOut) {
    /** One row in so many is held out. */
    private static final int HOLD_OUT_EVERY = 5;

    /** Files may come sorted by more than their class. */
    private static final long SHUFFLE_SEED = 1;

    /** Reads a file and says what came; grey images as coloured ones, for networks that were made for colour. */
    static DataFile read(String file, PrintWriter console) {
        DataFile read = DataFile.read(file);
        read.skipped().ifPresent(left -> console.printf("%s: %s%n", file, left));
        DataFile rows = read.shape().size() == 3 && read.shape().get(0) == 1 ? read.asRgb() : read;
        console.printf("%s: %d rows of shape %s%n", file, rows.rows().size(), rows.shape());
        console.flush();
        return rows;
    }

    /** The shape of a row of several files: that of a dense one, or as wide as the widest. */
    static List<Integer> shape(List<DataFile> files) {
        return files.stream()
                .filter(file -> !file.sparse())
                .findFirst()
                .or(() -> files.stream()
                        .max(Comparator.comparingInt(file -> file.shape().get(0))))
                .map(DataFile::shape)
                .orElseThrow();
    }

    /**
     * A file whose rows are of a shape; sparse ones get zeros up to it.
     *
     * @throws IllegalArgumentException if they are of another
     */
    public static DataFile of(List<Integer> shape, String name, DataFile file) {
        boolean wider = file.sparse() && shape.size() == 1 && file.shape().get(0) < shape.get(0);
        DataFile fitted = wider ? file.padded(shape.get(0)) : file;
        if (!fitted.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "%s: expected rows of shape %s, got %s".formatted(name, shape, file.shape()));
        }
        return fitted;
    }

    /**
     * Splits labelled rows. Rows of each class are held out in the same share; a class with few rows keeps at least one to
     * train on. Which rows these are follows from the file alone: whatever the seeds of a model and of those before it, none
     * of them has been trained on.
     *
     * @param names of the sources
     * @param files of the same shape, in the order of their age, the oldest first; rows without a label are left out
     * @param labels of the classes
     * @throws IllegalArgumentException if another label occurs
     */
    public static LabelledTables split(List<String> names, List<DataFile> files, List<String> labels) {
        List<NamedSource> training = new ArrayList<>();
        List<SourceRows> heldOut = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            requireKnown(names.get(i), files.get(i), labels);
            List<LabelledRow> rows = new ArrayList<>(files.get(i).rows());
            Collections.shuffle(rows, new Random(SHUFFLE_SEED));
            List<LabelledRow> kept = new ArrayList<>();
            List<LabelledRow> left = new ArrayList<>();
            int[] seen = new int[labels.size()];
            for (LabelledRow row : rows) {
                int label = labels.indexOf(row.label());
                if (label >= 0) {
                    seen[label]++;
                    (seen[label] % HOLD_OUT_EVERY == 0 ? left : kept).add(row);
                }
            }
            training.add(new NamedSource(names.get(i), rows(kept, labels), files.size() - 1 - i));
            heldOut.add(rows(left, labels));
        }
        return new LabelledTables(
                labels, new TrainingSources(training, new SourceWeighting.Combined()), SourceRows.pooled(heldOut));
    }

    private static void requireKnown(String name, DataFile file, List<String> labels) {
        List<String> others =
                file.labels().stream().filter(label -> !labels.contains(label)).toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: expected the labels of the model, %s, got also %s".formatted(name, labels, others));
        }
    }

    private static SourceRows rows(List<LabelledRow> rows, List<String> labels) {
        return new SourceRows(
                rows.stream().map(LabelledRow::features).toArray(float[][]::new),
                rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray(),
                labels.size());
    }
}
