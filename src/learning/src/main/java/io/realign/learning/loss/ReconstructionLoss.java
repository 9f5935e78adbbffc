package io.realign.learning.loss;

/**
 * Mean squared error of a denoising autoencoder (Vincent et al., Extracting and Composing Robust Features with Denoising
 * Autoencoders, 2008).
 *
 * @param value mean over all rows and features
 * @param gradient gradient with respect to the reconstruction, in the same layout
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReconstructionLoss(double value, double[] gradient) {
    /**
     * Computes the loss of one batch.
     *
     * @param reconstruction reconstructed rows, concatenated
     * @param clean rows before noise was added, in the same layout; at least one value
     * @throws IllegalArgumentException if the lengths differ or are 0
     */
    public static ReconstructionLoss of(double[] reconstruction, double[] clean) {
        if (reconstruction.length != clean.length || clean.length == 0) {
            throw new IllegalArgumentException(
                    "expected equal numbers of reconstructed and clean values, at least 1, got %d and %d"
                            .formatted(reconstruction.length, clean.length));
        }
        double[] gradient = new double[reconstruction.length];
        double sum = 0;
        for (int i = 0; i < gradient.length; i++) {
            double error = reconstruction[i] - clean[i];
            sum += error * error;
            gradient[i] = 2 * error / gradient.length;
        }
        return new ReconstructionLoss(sum / gradient.length, gradient);
    }
}
