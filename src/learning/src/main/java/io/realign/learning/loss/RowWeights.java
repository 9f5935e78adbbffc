package io.realign.learning.loss;

import java.util.Arrays;

/**
 * What each row of a batch counts where domains are compared: in each domain the shares sum to 1, the source's in
 * proportion to the rows' importance. Where there is nothing to compare, no target row or no source row of any
 * importance, all are 0.
 */
final class RowWeights {
    private RowWeights() {}

    /** By importance; those of the target are negative, so that sums over the batch are differences of the domains. */
    static double[] signedByDomain(TrainingBatch batch) {
        double[] shares = normalisedByDomain(importanceWeights(batch), batch.source().length);
        for (int row = batch.source().length; row < shares.length; row++) {
            shares[row] = -shares[row];
        }
        return shares;
    }

    /** Importance of the source rows, then 1 for each target row. */
    static double[] importanceWeights(TrainingBatch batch) {
        double[] weights = Arrays.copyOf(batch.importance(), batch.size());
        Arrays.fill(weights, batch.source().length, weights.length, 1);
        return weights;
    }

    /** Shares in proportion to these weights, of which the first are the source's. */
    static double[] normalisedByDomain(double[] weights, int sources) {
        double source = sum(weights, 0, sources);
        double target = sum(weights, sources, weights.length);
        double[] shares = new double[weights.length];
        if (source == 0 || target == 0) {
            return shares;
        }
        for (int row = 0; row < shares.length; row++) {
            shares[row] = weights[row] / (row < sources ? source : target);
        }
        return shares;
    }

    private static double sum(double[] weights, int from, int to) {
        double sum = 0;
        for (int row = from; row < to; row++) {
            sum += weights[row];
        }
        return sum;
    }
}
