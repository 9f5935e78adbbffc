package io.realign.learning.diagnosis;

import io.realign.learning.distance.RowSampler;
import io.realign.learning.input.SourceRows;
import java.util.Arrays;

/** The source as it would look if its classes occurred in other shares. */
final class PriorMatchedSample {
    private static final int MAX_ROWS = 400;

    private PriorMatchedSample() {}

    /**
     * Numbers of rows of the source in these shares, each at most once, so that they can be exchanged for rows of the target: as many
     * as the scarcest class allows, at most 400.
     *
     * @param labels of the source
     * @param shares of the classes; those that the source does not have are passed over
     */
    static int[] sampleIndices(int[] labels, double[] shares, long seed) {
        int[] counts = new int[shares.length];
        for (int label : labels) {
            counts[label]++;
        }
        double most = MAX_ROWS;
        for (int c = 0; c < shares.length; c++) {
            if (counts[c] > 0 && shares[c] > 0) {
                most = Math.min(most, counts[c] / shares[c]);
            }
        }
        int[] left = new int[shares.length];
        for (int c = 0; c < shares.length; c++) {
            left[c] = (int) Math.rint(most * shares[c]);
        }
        return Arrays.stream(RowSampler.sampleIndices(labels.length, labels.length, seed))
                .filter(row -> left[labels[row]]-- > 0)
                .toArray();
    }

    /** Half the sum of the absolute differences of the shares: 0 when equal, 1 when disjoint. */
    static double totalVariation(double[] one, double[] other) {
        double sum = 0;
        for (int c = 0; c < one.length; c++) {
            sum += Math.abs(one[c] - other[c]);
        }
        return sum / 2;
    }

    static double[] classShares(SourceRows source) {
        double[] shares = new double[source.classCount()];
        for (int label : source.labels()) {
            shares[label] += 1.0 / source.size();
        }
        return shares;
    }
}
