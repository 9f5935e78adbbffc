package io.realign.cli.model;

import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.LabelledRow;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeighting;
import io.realign.learning.training.TrainingSources;
import java.util.ArrayList;
import java.util.Collections;
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
