package io.realign.adaptation;

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
