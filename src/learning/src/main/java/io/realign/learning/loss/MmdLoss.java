package io.realign.learning.loss;

/**
 * Squared maximum mean discrepancy between the source and target embeddings, biased estimate (Gretton et al., A Kernel
 * Two-Sample Test, 2012, equation 5), with source rows weighted by importance. It is never negative, and 0 for equal sets.
 *
 * <p>The kernel is the sum of five Gaussians {@code exp(-|x - y|^2 / bandwidth)} (Long et al., Learning Transferable
 * Features with Deep Adaptation Networks, 2015, section 3.1), so the value is at most 10. The bandwidths are 1/4, 1/2, 1, 2
 * and 4 times the mean squared distance between two rows of the batch; no gradient flows through them.
 */
final class MmdLoss {
    private static final int KERNELS = 5;
    private static final double LARGEST_BANDWIDTH_FACTOR = 4;

    private MmdLoss() {}

    /** Adds the weighted gradient to {@code gradients} and returns the unweighted loss. */
    static double addGradient(TrainingBatch batch, BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        double[][] rows = RowArithmetic.toRows(outputs.embedding(), outputs.embeddingWidth());
        double[] rowWeights = RowWeights.signedByDomain(batch);
        return addGradient(rows, rowWeights, meanSquaredDistance(rows), gradientWeight, gradients);
    }

    /** Mean squared distance between two different rows, regardless of their domains. */
    static double meanSquaredDistance(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            RowArithmetic.addScaled(mean, 1.0 / rows.length, row);
        }
        double scatter = 0;
        for (double[] row : rows) {
            scatter += RowArithmetic.squaredDistance(row, mean);
        }
        return 2 * scatter / (rows.length - 1);
    }

    /**
     * As {@link #addGradient(TrainingBatch, BatchOutputs, double, Gradients)}, at a fixed bandwidth.
     *
     * @param rowWeights weight of each row; negative for target rows
     * @param bandwidth bandwidth of the middle kernel
     */
    static double addGradient(
            double[][] rows, double[] rowWeights, double bandwidth, double gradientWeight, Gradients gradients) {
        if (bandwidth == 0) {
            return 0;
        }
        double[][] rowGradient = new double[rows.length][rows[0].length];
        double value = 0;
        for (int i = 0; i < rows.length; i++) {
            value += KERNELS * rowWeights[i] * rowWeights[i];
            for (int j = 0; j < i; j++) {
                double pairWeight = 2 * rowWeights[i] * rowWeights[j];
                if (pairWeight == 0) {
                    continue;
                }
                // Bandwidths double from kernel to kernel, so each kernel is the square of the next wider one.
                double kernel4 = Math.exp(
                        -RowArithmetic.squaredDistance(rows[i], rows[j]) / (LARGEST_BANDWIDTH_FACTOR * bandwidth));
                double kernel2 = kernel4 * kernel4;
                double kernel1 = kernel2 * kernel2;
                double kernelHalf = kernel1 * kernel1;
                double kernelQuarter = kernelHalf * kernelHalf;
                value += pairWeight * (kernel4 + kernel2 + kernel1 + kernelHalf + kernelQuarter);
                double distanceGradient =
                        -(kernel4 / 4 + kernel2 / 2 + kernel1 + 2 * kernelHalf + 4 * kernelQuarter) / bandwidth;
                double factor = gradientWeight * pairWeight * 2 * distanceGradient;
                RowArithmetic.addScaledDifference(rowGradient[i], factor, rows[i], rows[j]);
                RowArithmetic.addScaledDifference(rowGradient[j], factor, rows[j], rows[i]);
            }
        }
        RowArithmetic.addToFlat(gradients.embedding(), rowGradient);
        return Math.max(0, value);
    }
}
