package io.realign.learning.network;

/**
 * Outputs of a network in inference mode, one row for each input row.
 *
 * @param probabilities class probabilities
 * @param embedding activations before the class head
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModelOutputs(float[][] probabilities, float[][] embedding) {
    /** The class with the highest probability, the first one in case of a tie. */
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
