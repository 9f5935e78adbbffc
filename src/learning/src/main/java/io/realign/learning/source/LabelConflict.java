package io.realign.learning.source;

import io.realign.adaptation.gate.SignTest;
import io.realign.learning.input.SourceRows;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A source whose labels contradict the other sources.
 *
 * @param rows number of compared rows of the source
 * @param ownAccuracy cross-validated accuracy of a classifier that is trained on the source itself
 * @param othersAccuracy accuracy of a classifier that is trained on the other sources
 * @param pValue p-value of the one-sided sign test that {@code othersAccuracy} is lower than {@code ownAccuracy}
 */
public record LabelConflict(String name, int rows, double ownAccuracy, double othersAccuracy, double pValue) {
    private static final int FOLDS = 5;

    /**
     * Compares the labels of a source with the predictions of a classifier.
     *
     * @param sample standardised rows of the source
     * @param others classifier that is trained on the other sources
     */
    static LabelConflict of(String source, SourceRows sample, LinearDiscriminant others) {
        // Contingency table. First index: 1 if the classifier of the source is correct.
        // Second index: 1 if the classifier of the other sources is correct.
        int[][] rowCounts = new int[2][2];
        for (int fold = 0; fold < FOLDS; fold++) {
            int holdOut = fold;
            int[] training = IntStream.range(0, sample.size())
                    .filter(row -> row % FOLDS != holdOut)
                    .toArray();
            if (training.length == 0) {
                continue;
            }
            LinearDiscriminant own = LinearDiscriminant.fit(sample.rowsAt(training));
            for (int row = fold; row < sample.size(); row += FOLDS) {
                int label = sample.labels()[row];
                float[] features = sample.features()[row];
                rowCounts[own.classify(features) == label ? 1 : 0][others.classify(features) == label ? 1 : 0]++;
            }
        }
        double rows = Math.max(1, sample.size());
        return new LabelConflict(
                source,
                sample.size(),
                (rowCounts[1][1] + rowCounts[1][0]) / rows,
                (rowCounts[1][1] + rowCounts[0][1]) / rows,
                SignTest.pValue(rowCounts[1][0], rowCounts[0][1]));
    }

    /** Description for reports. */
    public String message() {
        return String.format(
                Locale.ROOT,
                "%s: a classifier trained on the other sources predicts %.1f %% of its %d labels correctly, one"
                        + " trained on the source itself %.1f %% (sign test, p = %.2g)",
                name,
                100 * othersAccuracy,
                rows,
                100 * ownAccuracy,
                pValue);
    }
}
