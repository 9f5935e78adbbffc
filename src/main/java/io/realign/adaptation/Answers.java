package io.realign.adaptation;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The classes that a model names, one for each row: its most probable one, the first of equals. */
@SuppressWarnings("ArrayRecordComponent")
record Answers(int[] classes) {
    /** Stands for a row with a value that is not a number, or without any value. */
    static final int NONE = -1;

    static Answers of(float[][] probabilities) {
        int[] classes = new int[probabilities.length];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = mostProbable(probabilities[row]);
        }
        return new Answers(classes);
    }

    private static int mostProbable(float[] probabilities) {
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
    int agreeing(int[] others) {
        int count = 0;
        for (int row = 0; row < classes.length; row++) {
            if (classes[row] != NONE && classes[row] == others[row]) {
                count++;
            }
        }
        return count;
    }

    /** Half the sum of the absolute differences of the class shares: 0 when equal, 1 when disjoint. */
    double variation(Answers others) {
        int moved = IntStream.concat(Arrays.stream(classes), Arrays.stream(others.classes))
                .distinct()
                .map(answer -> Math.abs(count(answer) - others.count(answer)))
                .sum();
        return moved / (2.0 * classes.length);
    }

    int missing() {
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
