package io.realign.learning.source;

import io.realign.adaptation.SignTest;

/**
 * What two classifiers make of the same rows, one that learned from the source itself and one that learned from others.
 *
 * @param name of the source
 * @param rows how many were asked
 * @param both how many both get right
 * @param own how many only the one's own gets right
 * @param others how many only the others' gets right
 */
record Contest(String name, int rows, int both, int own, int others) {
    private static final int FOLDS = 5;

    /** One's own classifier is asked only rows of folds that it has not learned from. */
    static Contest of(Sample sample, Discriminant others) {
        int[][] right = new int[2][2];
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            Sample learned = sample.where(row -> row % FOLDS != held);
            if (learned.size() == 0) {
                continue;
            }
            Discriminant own = learned.learned();
            for (int row = fold; row < sample.size(); row += FOLDS) {
                int label = sample.labels()[row];
                float[] features = sample.rows()[row];
                right[own.classify(features) == label ? 1 : 0][others.classify(features) == label ? 1 : 0]++;
            }
        }
        return new Contest(sample.name(), sample.size(), right[1][1], right[1][0], right[0][1]);
    }

    Conflict conflict() {
        double all = Math.max(1, rows);
        return new Conflict(name, rows, (both + own) / all, (both + others) / all, SignTest.p(own, others));
    }
}
