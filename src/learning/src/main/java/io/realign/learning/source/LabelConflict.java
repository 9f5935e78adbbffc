package io.realign.learning.source;

import io.realign.adaptation.gate.SignTest;
import java.util.Locale;

/**
 * A source whose labels contradict the other sources.
 *
 * @param rows number of rows compared
 * @param ownAccuracy cross-validated accuracy of a classifier of the source itself
 * @param othersAccuracy accuracy of a classifier of the other sources on the same rows
 * @param pValue one-sided sign test of the second against the first
 */
public record LabelConflict(String name, int rows, double ownAccuracy, double othersAccuracy, double pValue) {
    private static final int FOLDS = 5;

    /** Compares the labels of a sample with the predictions of a classifier of the other sources. */
    static LabelConflict of(SourceSample sample, LinearDiscriminant others) {
        int[][] correct = new int[2][2];
        for (int fold = 0; fold < FOLDS; fold++) {
            int heldOut = fold;
            SourceSample training = sample.filter(row -> row % FOLDS != heldOut);
            if (training.size() == 0) {
                continue;
            }
            LinearDiscriminant own = training.fitDiscriminant();
            for (int row = fold; row < sample.size(); row += FOLDS) {
                int label = sample.labels()[row];
                float[] features = sample.rows()[row];
                correct[own.classify(features) == label ? 1 : 0][others.classify(features) == label ? 1 : 0]++;
            }
        }
        double rows = Math.max(1, sample.size());
        return new LabelConflict(
                sample.name(),
                sample.size(),
                (correct[1][1] + correct[1][0]) / rows,
                (correct[1][1] + correct[0][1]) / rows,
                SignTest.pValue(correct[1][0], correct[0][1]));
    }

    /** Description for reports. */
    public String message() {
        return String.format(
                Locale.ROOT,
                "%s: a classifier of the other sources predicts %.1f %% of its %d labels, one of its own rows %.1f %%"
                        + " (sign test, p = %.2g)",
                name,
                100 * othersAccuracy,
                rows,
                100 * ownAccuracy,
                pValue);
    }
}
