package io.realign.learning.loss;

import java.util.Arrays;

/**
 * Weights of the rows of a batch in losses that compare the domains. The weights of each domain sum to 1; those of source rows
 * are proportional to their importance. If there are no target rows or no source rows of positive importance, all are 0.
 */
final class RowWeights {
    private RowWeights() {}

    /** Weights that are negative for target rows, so that sums over the batch are differences between the domains. */
    static double[] signedByDomain(TrainingBatch batch) {
        double[] signed = normalisedByDomain(importanceWeights(batch), batch.source().length);
        for (int row = batch.source().length; row < signed.length; row++) {
            signed[row] = -signed[row];
        }
        return signed;
    }

    static double[] importanceWeights(TrainingBatch batch) {
        double[] weights = Arrays.copyOf(batch.importance(), batch.size());
        Arrays.fill(weights, batch.source().length, weights.length, 1);
        return weights;
    }

    static double[] normalisedByDomain(double[] weights, int sourceRows) {
        double source = sum(weights, 0, sourceRows);
        double target = sum(weights, sourceRows, weights.length);
        double[] normalised = new double[weights.length];
        if (source == 0 || target == 0) {
            return normalised;
        }
        for (int row = 0; row < normalised.length; row++) {
            normalised[row] = weights[row] / (row < sourceRows ? source : target);
        }
        return normalised;
    }

    private static double sum(double[] weights, int from, int to) {
        double sum = 0;
        for (int row = from; row < to; row++) {
            sum += weights[row];
        }
        return sum;
    }
}
