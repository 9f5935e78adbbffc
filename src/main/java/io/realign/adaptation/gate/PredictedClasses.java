package io.realign.adaptation.gate;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The classes that a model names, one for each row: its most probable one, the first of equals. */
@SuppressWarnings("ArrayRecordComponent")
record PredictedClasses(int[] classes) {
    /** Stands for a row with a value that is not a number, or without any value. */
    static final int NONE = -1;

    static PredictedClasses of(float[][] probabilities) {
        int[] classes = new int[probabilities.length];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = argMax(probabilities[row]);
        }
        return new PredictedClasses(classes);
    }

    private static int argMax(float[] probabilities) {
        int best = NONE;
        for (int i = 0; i < probabilities.length; i++) {
            if (!Float.isFinite(probabilities[i])) {
                return NONE;
            }
            if (best == NONE || probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return best;
    }

    /** On how many rows the same class is named; a row without an answer agrees with nothing. */
    int countAgreeing(int[] others) {
        int count = 0;
        for (int row = 0; row < classes.length; row++) {
            if (classes[row] != NONE && classes[row] == others[row]) {
                count++;
            }
        }
        return count;
    }

    /** Half the sum of the absolute differences of the class shares: 0 when equal, 1 when disjoint. */
    double totalVariation(PredictedClasses others) {
        int moved = IntStream.concat(Arrays.stream(classes), Arrays.stream(others.classes))
                .distinct()
                .map(answer -> Math.abs(count(answer) - others.count(answer)))
                .sum();
        return moved / (2.0 * classes.length);
    }

    int countMissing() {
        return count(NONE);
    }

    int count(int wanted) {
        int count = 0;
        for (int answer : classes) {
            if (answer == wanted) {
                count++;
            }
        }
        return count;
    }
}
