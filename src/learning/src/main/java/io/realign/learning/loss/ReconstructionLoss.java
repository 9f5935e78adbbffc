package io.realign.learning.loss;

/**
 * How well rows are restored from spoilt copies of themselves (Vincent et al., Extracting and Composing Robust Features with
 * Denoising Autoencoders, 2008; squared error).
 *
 * @param value mean over the rows and their values of the squared error
 * @param gradient by the restored values, in their layout
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReconstructionLoss(double value, double[] gradient) {
    /**
     * The loss of one batch.
     *
     * @param restored rows, one behind the other
     * @param clean the rows as they were before they were spoilt, in the same layout; at least one value
     * @throws IllegalArgumentException if the two are not of one length, or empty
     */
    public static ReconstructionLoss of(double[] restored, double[] clean) {
        if (restored.length != clean.length || clean.length == 0) {
            throw new IllegalArgumentException(
                    "expected as many restored values as clean ones, at least one, got %d and %d"
                            .formatted(restored.length, clean.length));
        }
        double[] slopes = new double[restored.length];
        double sum = 0;
        for (int i = 0; i < slopes.length; i++) {
            double error = restored[i] - clean[i];
            sum += error * error;
            slopes[i] = 2 * error / slopes.length;
        }
        return new ReconstructionLoss(sum / slopes.length, slopes);
    }
}
