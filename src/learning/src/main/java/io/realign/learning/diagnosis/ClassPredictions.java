package io.realign.learning.diagnosis;

import io.realign.learning.network.ModelOutputs;
import java.util.stream.IntStream;

/**
 * The classes that rows are taken for.
 *
 * @param classes of the rows, {@value #NO_CLASS} where the answer is not a number
 */
@SuppressWarnings("ArrayRecordComponent")
record ClassPredictions(int[] classes) {
    private static final int NO_CLASS = -1;

    static ClassPredictions of(ModelOutputs answers) {
        return new ClassPredictions(IntStream.range(0, answers.probabilities().length)
                .map(row -> mostProbable(answers.probabilities()[row]))
                .toArray());
    }

    private static int mostProbable(float[] probabilities) {
        int best = 0;
        for (int c = 0; c < probabilities.length; c++) {
            if (!Float.isFinite(probabilities[c])) {
                return NO_CLASS;
            }
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        return best;
    }

    /** On which share of the rows both name the same class; a row without an answer agrees with nothing. */
    double agreement(int[] others) {
        return IntStream.range(0, classes.length)
                        .filter(row -> classes[row] != NO_CLASS && classes[row] == others[row])
                        .count()
                / (double) classes.length;
    }

    double nanFraction() {
        return IntStream.of(classes).filter(label -> label == NO_CLASS).count() / (double) classes.length;
    }
}
