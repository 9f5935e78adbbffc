package io.realign.cli.model;

import io.realign.learning.network.ModelOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How often each class was taken for which. */
public final class ConfusionMatrix {
    private final int[][] counts;

    ConfusionMatrix(int classes) {
        counts = new int[classes][classes];
    }

    /** The share of rows that are answered as they are labelled; those labelled -1 are passed over. */
    public static double accuracy(float[][] probabilities, int[] labels) {
        ConfusionMatrix confusion = new ConfusionMatrix(probabilities[0].length);
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] >= 0) {
                confusion.add(labels[row], ModelOutputs.mostProbable(probabilities[row]));
            }
        }
        return confusion.accuracy();
    }

    void add(int actual, int answered) {
        counts[actual][answered]++;
    }

    int rows() {
        return IntStream.range(0, counts.length).map(this::rows).sum();
    }

    private int rows(int actual) {
        return IntStream.of(counts[actual]).sum();
    }

    /** The share of all rows that are right. */
    public double accuracy() {
        return IntStream.range(0, counts.length)
                        .map(label -> counts[label][label])
                        .sum()
                / (double) rows();
    }

    /** The share that is right of each class, in the mean over the classes that occur. */
    double balancedAccuracy() {
        return IntStream.range(0, counts.length)
                .filter(label -> rows(label) > 0)
                .mapToDouble(label -> counts[label][label] / (double) rows(label))
                .average()
                .orElse(0);
    }

    /** A line for each class: its label, its rows, how many of them are right, and what they were taken for. */
    List<String> table(List<String> labels) {
        int width = labels.stream().mapToInt(String::length).max().orElse(0);
        String cell = "%" + Math.max(6, width + 1) + "s";
        List<String> lines = new ArrayList<>();
        lines.add(cell.formatted("label") + cell.formatted("rows") + cell.formatted("right") + "  taken for"
                + labels.stream().map(cell::formatted).collect(Collectors.joining()));
        for (int actual = 0; actual < counts.length; actual++) {
            int all = rows(actual);
            String right = all == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * counts[actual][actual] / all);
            lines.add(cell.formatted(labels.get(actual))
                    + cell.formatted(all)
                    + cell.formatted(right)
                    + " ".repeat(11)
                    + IntStream.of(counts[actual]).mapToObj(cell::formatted).collect(Collectors.joining()));
        }
        return lines;
    }
}
