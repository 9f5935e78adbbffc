package io.realign.learning.diagnosis;

import io.realign.learning.distance.RowSampler;
import java.util.Arrays;

/** Subsample of the source with given class shares. */
final class PriorMatchedSample {
    private static final int MAX_ROWS = 400;

    private PriorMatchedSample() {}

    /**
     * Samples distinct row indices with the given class shares: as many as the scarcest class allows, at most 400.
     *
     * @param labels labels of the source
     * @param shares class shares; classes without source rows are ignored
     */
    static int[] sampleIndices(int[] labels, double[] shares, long seed) {
        int[] counts = new int[shares.length];
        for (int label : labels) {
            counts[label]++;
        }
        double size = MAX_ROWS;
        for (int c = 0; c < shares.length; c++) {
            if (counts[c] > 0 && shares[c] > 0) {
                size = Math.min(size, counts[c] / shares[c]);
            }
        }
        int[] remaining = new int[shares.length];
        for (int c = 0; c < shares.length; c++) {
            remaining[c] = (int) Math.rint(size * shares[c]);
        }
        return Arrays.stream(RowSampler.sampleIndices(labels.length, labels.length, seed))
                .filter(row -> remaining[labels[row]]-- > 0)
                .toArray();
    }
}
