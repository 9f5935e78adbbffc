package io.realign.learning.loss;

/**
 * {@code |C_s - C_t|^2 / (4 d^2)}, the squared Frobenius distance between the covariances of the source and target embeddings
 * of width d (Sun and Saenko, Deep CORAL, 2016, equation 1). Source rows are weighted by importance: with weights p of sum 1,
 * a covariance is {@code sum p (x - mean)(x - mean)' / (1 - sum p^2)}, which for equal weights is that of the paper.
 *
 * <p>The covariance matrices are never computed. With signed weights w and rows y centred per domain,
 * {@code C_s - C_t = sum w y y'} has the squared norm {@code sum w_i w_j (y_i y_j)^2}. This is as fast for narrow embeddings,
 * and needs much less memory for wide ones.
 */
final class CoralLoss {
    private CoralLoss() {}

    /** Adds the weighted gradient to {@code gradients} and returns the unweighted loss. */
    static double addGradient(TrainingBatch batch, BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        double[][] rows = RowArithmetic.toRows(outputs.embedding(), outputs.embeddingWidth());
        double[] rowWeights = RowWeights.signedByDomain(batch);
        centre(rows, rowWeights, 0, outputs.sourceRows());
        centre(rows, rowWeights, outputs.sourceRows(), outputs.rows());
        removeBias(rowWeights, 0, outputs.sourceRows());
        removeBias(rowWeights, outputs.sourceRows(), outputs.rows());
        double scale = 1 / (4.0 * outputs.embeddingWidth() * outputs.embeddingWidth());
        double[][] rowGradient = new double[rows.length][outputs.embeddingWidth()];
        double value = squaredNorm(rows, rowWeights, gradientWeight * scale, rowGradient);
        RowArithmetic.addToFlat(gradients.embedding(), rowGradient);
        return Math.max(0, scale * value);
    }

    private static void centre(double[][] rows, double[] rowWeights, int first, int end) {
        double[] mean = new double[rows[0].length];
        for (int row = first; row < end; row++) {
            RowArithmetic.addScaled(mean, Math.abs(rowWeights[row]), rows[row]);
        }
        for (int row = first; row < end; row++) {
            RowArithmetic.addScaled(rows[row], -1, mean);
        }
    }

    /** Divides by {@code 1 - sum p^2}; a single row has no covariance and gets weight 0. */
    private static void removeBias(double[] rowWeights, int first, int end) {
        double denominator = 1;
        for (int row = first; row < end; row++) {
            denominator -= rowWeights[row] * rowWeights[row];
        }
        for (int row = first; row < end; row++) {
            rowWeights[row] = denominator < 1e-9 ? 0 : rowWeights[row] / denominator;
        }
    }

    /** The gradient with respect to the centred rows is also the gradient with respect to the original rows, since it sums to 0 in each domain. */
    private static double squaredNorm(
            double[][] rows, double[] rowWeights, double gradientWeight, double[][] gradient) {
        double value = 0;
        for (int i = 0; i < rows.length; i++) {
            double own = rowWeights[i] * RowArithmetic.dot(rows[i], rows[i]);
            value += own * own;
            RowArithmetic.addScaled(gradient[i], 4 * gradientWeight * rowWeights[i] * own, rows[i]);
            for (int j = 0; j < i; j++) {
                double pairWeight = rowWeights[i] * rowWeights[j];
                if (pairWeight == 0) {
                    continue;
                }
                double dot = RowArithmetic.dot(rows[i], rows[j]);
                value += 2 * pairWeight * dot * dot;
                RowArithmetic.addScaled(gradient[i], 4 * gradientWeight * pairWeight * dot, rows[j]);
                RowArithmetic.addScaled(gradient[j], 4 * gradientWeight * pairWeight * dot, rows[i]);
            }
        }
        return value;
    }
}
