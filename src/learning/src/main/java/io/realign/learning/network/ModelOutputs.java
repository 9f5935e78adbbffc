package io.realign.learning.network;

/**
 * What a network says when it is not in training.
 *
 * @param probabilities of the classes, a row for each row that was asked
 * @param embedding a row for each
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModelOutputs(float[][] probabilities, float[][] embedding) {
    /** The most probable class of a row, the first of equals. */
    public static int mostProbable(float[] probabilities) {
        int best = 0;
        for (int label = 1; label < probabilities.length; label++) {
            if (probabilities[label] > probabilities[best]) {
                best = label;
            }
        }
        return best;
    }
}
