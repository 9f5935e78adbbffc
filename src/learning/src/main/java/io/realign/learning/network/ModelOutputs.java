package io.realign.learning.network;

/**
 * Outputs of a network in inference mode, one row for each input row. The arrays are shared, not copied.
 *
 * @param probabilities {@code [rows, classes]}
 * @param embedding {@code [rows, embedding width]}, the output of the feature extractor
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModelOutputs(float[][] probabilities, float[][] embedding) {
    /** The class with the highest probability; in case of a tie, the first of them. */
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
