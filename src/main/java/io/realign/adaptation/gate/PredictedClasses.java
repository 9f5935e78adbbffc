package io.realign.adaptation.gate;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Most probable class of each row; the first class in case of a tie. */
@SuppressWarnings("ArrayRecordComponent")
record PredictedClasses(int[] classes) {
    /** Class of a row without values or with a non-finite value. */
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

    /** Returns the number of rows with the same class, not counting rows without a class. */
    int countAgreeing(int[] others) {
        int count = 0;
        for (int row = 0; row < classes.length; row++) {
            if (classes[row] != NONE && classes[row] == others[row]) {
                count++;
            }
        }
        return count;
    }

    /** Returns the total variation distance of the class shares: half the sum of their absolute differences, 0 to 1. */
    double totalVariation(PredictedClasses others) {
        int difference = IntStream.concat(Arrays.stream(classes), Arrays.stream(others.classes))
                .distinct()
                .map(label -> Math.abs(count(label) - others.count(label)))
                .sum();
        return difference / (2.0 * classes.length);
    }

    int countMissing() {
        return count(NONE);
    }

    private int count(int label) {
        return (int)
                Arrays.stream(classes).filter(predicted -> predicted == label).count();
    }
}
