package io.realign.cli.model;

import io.realign.learning.network.ModelOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts of actual and predicted classes. */
public final class ConfusionMatrix {
    private static final String PREDICTED = "  predicted as";

    /** "100.0%" and two spaces, so that columns never touch. */
    private static final int MIN_CELL_WIDTH = 8;

    private final int[][] counts;

    private ConfusionMatrix(int classes) {
        counts = new int[classes][classes];
    }

    /** Fraction of rows whose predicted class is their label. Rows with label -1 are ignored. */
    public static double accuracy(float[][] probabilities, int[] labels) {
        return of(probabilities, labels, probabilities[0].length).accuracy();
    }

    /** The matrix of the most probable classes of rows. Rows with label -1 are ignored. */
    static ConfusionMatrix of(float[][] probabilities, int[] labels, int classes) {
        ConfusionMatrix confusion = new ConfusionMatrix(classes);
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] >= 0) {
                confusion.counts[labels[row]][ModelOutputs.mostProbable(probabilities[row])]++;
            }
        }
        return confusion;
    }

    int rows() {
        return IntStream.range(0, counts.length).map(this::rows).sum();
    }

    private int rows(int actual) {
        return IntStream.of(counts[actual]).sum();
    }

    /** Fraction of correct predictions. */
    double accuracy() {
        return IntStream.range(0, counts.length)
                        .map(label -> counts[label][label])
                        .sum()
                / (double) rows();
    }

    /** Mean recall over the classes with rows. */
    double balancedAccuracy() {
        return IntStream.range(0, counts.length)
                .filter(label -> rows(label) > 0)
                .mapToDouble(label -> counts[label][label] / (double) rows(label))
                .average()
                .orElse(0);
    }

    /** A line for each class: label, number of rows, recall, and number of predictions per class. */
    List<String> table(List<String> labels) {
        int width = labels.stream().mapToInt(String::length).max().orElse(0);
        String cell = "%" + Math.max(MIN_CELL_WIDTH, width + 2) + "s";
        List<String> lines = new ArrayList<>();
        lines.add(cell.formatted("label")
                + cell.formatted("rows")
                + cell.formatted("recall")
                + PREDICTED
                + labels.stream().map(cell::formatted).collect(Collectors.joining()));
        for (int actual = 0; actual < counts.length; actual++) {
            int all = rows(actual);
            String recall = all == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * counts[actual][actual] / all);
            lines.add(cell.formatted(labels.get(actual))
                    + cell.formatted(all)
                    + cell.formatted(recall)
                    + " ".repeat(PREDICTED.length())
                    + IntStream.of(counts[actual]).mapToObj(cell::formatted).collect(Collectors.joining()));
        }
        return lines;
    }
}
