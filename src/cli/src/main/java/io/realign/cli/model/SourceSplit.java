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
 * Labelled source rows, split into training and hold-out rows.
 *
 * @param labels class labels, in the order of the model outputs
 * @param training sources, newest last
 * @param holdOut rows that no model is trained on
 */
public record SourceSplit(List<String> labels, TrainingSources training, SourceRows holdOut) {
    /** Every fifth row of a class is held out. */
    private static final int HOLD_OUT_EVERY = 5;

    /** Rows are shuffled first, since files can be sorted. */
    private static final long SHUFFLE_SEED = 1;

    /** Reads a file and prints its size; converts greyscale images to RGB, the input of the image network. */
    static DataFile read(String file, PrintWriter console) {
        DataFile read = DataFile.read(file);
        read.skipped().ifPresent(skipped -> console.printf("%s: %s%n", file, skipped));
        DataFile rows = read.shape().size() == 3 && read.shape().get(0) == 1 ? read.asRgb() : read;
        console.printf("%s: %d rows of shape %s%n", file, rows.rows().size(), rows.shape());
        return rows;
    }

    /** The common row shape of files: that of the first dense file, or the width of the widest sparse one. */
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
     * Converts rows to a shape; pads sparse rows with zeros.
     *
     * @throws IllegalArgumentException if the shape differs
     */
    public static DataFile toShape(List<Integer> shape, String name, DataFile file) {
        boolean narrower = file.sparse() && shape.size() == 1 && file.shape().get(0) < shape.get(0);
        DataFile fitted = narrower ? file.padded(shape.get(0)) : file;
        if (!fitted.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "%s: expected rows of shape %s, got %s".formatted(name, shape, file.shape()));
        }
        return fitted;
    }

    /**
     * Splits labelled rows, stratified by class. Every class keeps at least one training row. The split depends on the file only, not
     * on the random seed of the training, so a model and the models adapted from it are never trained on hold-out rows.
     *
     * @param names names of the sources
     * @param files files of the same shape, oldest first; rows without a label are ignored
     * @param labels class labels
     * @throws IllegalArgumentException if a file has other labels
     */
    public static SourceSplit split(List<String> names, List<DataFile> files, List<String> labels) {
        List<NamedSource> training = new ArrayList<>();
        List<SourceRows> holdOut = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            requireKnown(names.get(i), files.get(i), labels);
            List<LabelledRow> rows = new ArrayList<>(files.get(i).rows());
            Collections.shuffle(rows, new Random(SHUFFLE_SEED));
            List<LabelledRow> trainingRows = new ArrayList<>();
            List<LabelledRow> holdOutRows = new ArrayList<>();
            int[] seen = new int[labels.size()];
            for (LabelledRow row : rows) {
                int label = labels.indexOf(row.label());
                if (label >= 0) {
                    seen[label]++;
                    (seen[label] % HOLD_OUT_EVERY == 0 ? holdOutRows : trainingRows).add(row);
                }
            }
            training.add(new NamedSource(names.get(i), rows(trainingRows, labels), files.size() - 1 - i));
            holdOut.add(rows(holdOutRows, labels));
        }
        return new SourceSplit(
                labels, new TrainingSources(training, new SourceWeighting.Combined()), SourceRows.pooled(holdOut));
    }

    private static void requireKnown(String name, DataFile file, List<String> labels) {
        List<String> others =
                file.labels().stream().filter(label -> !labels.contains(label)).toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: expected only labels of the model, %s, got also %s".formatted(name, labels, others));
        }
    }

    private static SourceRows rows(List<LabelledRow> rows, List<String> labels) {
        return new SourceRows(
                rows.stream().map(LabelledRow::features).toArray(float[][]::new),
                rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray(),
                labels.size());
    }
}
