package io.realign.learning.loss;

import io.realign.learning.network.Batch;
import java.util.Arrays;

/**
 * Squared maximum mean discrepancy of the embeddings, the biased estimate (Gretton et al., A Kernel Two-Sample Test, 2012,
 * equation 5), of which each source row is a part in proportion to its importance: never negative, and 0 for equal sets.
 *
 * <p>The kernel is the sum of five Gaussians {@code exp(-|x - y|^2 / bandwidth)} (Long et al., Learning Transferable
 * Features with Deep Adaptation Networks, 2015, section 3.1), so the value is at most 10. The bandwidths lie around the
 * mean squared distance of two rows of the batch; the gradient takes that as a constant.
 */
final class Mmd {
    /** In units of the mean squared distance: a quarter, a half, 1, 2 and 4. */
    private static final int KERNELS = 5;

    private static final double WIDEST = 4;

    private Mmd() {}

    static double add(Batch batch, Outputs outputs, double weight, Slopes slopes) {
        return add(outputs, Shares.of(batch), meanSquaredDistance(outputs), weight, slopes);
    }

    /** Of two different rows of the batch, whatever their domains. */
    static double meanSquaredDistance(Outputs outputs) {
        int rows = outputs.rows();
        int width = outputs.width();
        double[] mean = new double[width];
        for (int row = 0; row < rows; row++) {
            Vectors.add(mean, 0, 1.0 / rows, outputs.embedding(), row * width, width);
        }
        double scatter = 0;
        for (int i = 0; i < outputs.embedding().length; i++) {
            double deviation = outputs.embedding()[i] - mean[i % width];
            scatter += deviation * deviation;
        }
        return 2 * scatter / (rows - 1);
    }

    /**
     * The value, with the bandwidth held.
     *
     * @param bandwidth of the middle kernel
     */
    static double add(Outputs outputs, double[] shares, double bandwidth, double weight, Slopes slopes) {
        if (bandwidth == 0) {
            return 0;
        }
        double value = 0;
        double[] slope = new double[outputs.width()];
        for (int row = 0; row < shares.length; row++) {
            if (shares[row] != 0) {
                value += addRow(row, outputs, shares, bandwidth, weight, slopes.embedding(), slope);
            }
        }
        return Math.max(0, value);
    }

    /** What a row has in common with itself and with those before it. */
    private static double addRow(
            int row,
            Outputs outputs,
            double[] shares,
            double bandwidth,
            double weight,
            double[] slopes,
            double[] slope) {
        double[] embedding = outputs.embedding();
        int width = outputs.width();
        int from = row * width;
        Arrays.fill(slope, 0);
        double value = KERNELS * shares[row] * shares[row];
        for (int other = 0; other < row; other++) {
            double mass = 2 * shares[row] * shares[other];
            if (mass == 0) {
                continue;
            }
            if (other < outputs.sources() && row >= outputs.sources()) {
                mass = -mass;
            }
            double squared = Vectors.squaredDistance(embedding, from, other * width, width);
            // Each bandwidth is twice the one before, so that each kernel is the square of the next.
            double e4 = Math.exp(-squared / (WIDEST * bandwidth));
            double e2 = e4 * e4;
            double e1 = e2 * e2;
            double half = e1 * e1;
            double quarter = half * half;
            value += mass * (e4 + e2 + e1 + half + quarter);
            double bySquared = -(e4 / 4 + e2 / 2 + e1 + 2 * half + 4 * quarter) / bandwidth;
            double factor = weight * mass * 2 * bySquared;
            Vectors.addDifference(slope, 0, factor, embedding, from, other * width, width);
            Vectors.addDifference(slopes, other * width, -factor, embedding, from, other * width, width);
        }
        Vectors.add(slopes, from, 1, slope, 0, width);
        return value;
    }
}
