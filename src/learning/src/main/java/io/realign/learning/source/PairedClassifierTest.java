package io.realign.learning.source;

import io.realign.adaptation.gate.SignTest;

/**
 * What two classifiers make of the same rows, one that learned from the source itself and one that learned from others.
 *
 * @param name of the source
 * @param rows how many were asked
 * @param bothCorrect how many both get right
 * @param onlyOwnCorrect how many only the one's own gets right
 * @param onlyOthersCorrect how many only the others' gets right
 */
record PairedClassifierTest(String name, int rows, int bothCorrect, int onlyOwnCorrect, int onlyOthersCorrect) {
    private static final int FOLDS = 5;

    /** One's own classifier is asked only rows of folds that it has not learned from. */
    static PairedClassifierTest of(SourceSample sample, LinearDiscriminant others) {
        int[][] right = new int[2][2];
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            SourceSample learned = sample.filter(row -> row % FOLDS != held);
            if (learned.size() == 0) {
                continue;
            }
            LinearDiscriminant own = learned.fitDiscriminant();
            for (int row = fold; row < sample.size(); row += FOLDS) {
                int label = sample.labels()[row];
                float[] features = sample.rows()[row];
                right[own.classify(features) == label ? 1 : 0][others.classify(features) == label ? 1 : 0]++;
            }
        }
        return new PairedClassifierTest(sample.name(), sample.size(), right[1][1], right[1][0], right[0][1]);
    }

    LabelConflict toLabelConflict() {
        double all = Math.max(1, rows);
        return new LabelConflict(
                name,
                rows,
                (bothCorrect + onlyOwnCorrect) / all,
                (bothCorrect + onlyOthersCorrect) / all,
                SignTest.pValue(onlyOwnCorrect, onlyOthersCorrect));
    }
}
