package io.realign.learning.loss;

import java.util.Arrays;

/**
 * Normalised temperature-scaled cross-entropy of SimCLR: each of two views of a row must identify the other view among the
 * views of all rows of the batch (Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, 2020,
 * equation 1 and algorithm 1).
 *
 * @param value mean over all views, in nats; 0 for a single row
 * @param gradient gradient with respect to the embedding of each view
 */
@SuppressWarnings("ArrayRecordComponent")
public record ContrastiveLoss(double value, double[][] gradient) {
    /** The value of the paper for small batches. */
    private static final double TEMPERATURE = .5;

    /**
     * Computes the loss of one batch.
     *
     * @param views embeddings of the first view of each row, then of the second views in the same order; zero embeddings have
     *     no gradient
     * @throws IllegalArgumentException if the number of views is 0 or odd, or their widths differ
     */
    public static ContrastiveLoss of(double[][] views) {
        if (views.length == 0
                || views.length % 2 != 0
                || Arrays.stream(views).anyMatch(view -> view.length != views[0].length)) {
            throw new IllegalArgumentException("expected two embeddings of the same width for each row, got widths "
                    + Arrays.stream(views).map(view -> view.length).toList());
        }
        double[][] directions = Arrays.stream(views).map(double[]::clone).toArray(double[][]::new);
        double[] norms = normalise(directions);
        double[][] gradient = new double[views.length][views[0].length];
        double value = 0;
        for (int view = 0; view < views.length; view++) {
            value += addViewLoss(view, directions, gradient);
        }
        backpropagateNormalisation(gradient, directions, norms);
        return new ContrastiveLoss(value, gradient);
    }

    /** Scales each row to length 1 and returns the original lengths. */
    private static double[] normalise(double[][] rows) {
        double[] norms = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            double norm = Math.sqrt(RowArithmetic.dot(rows[row], rows[row]));
            norms[row] = norm;
            for (int i = 0; i < rows[row].length; i++) {
                rows[row][i] = norm == 0 ? 0 : rows[row][i] / norm;
            }
        }
        return norms;
    }

    /** Returns the contribution of one view to the loss, and adds its gradient. */
    private static double addViewLoss(int view, double[][] directions, double[][] gradient) {
        int views = directions.length;
        int partner = (view + views / 2) % views;
        double[] similarities = new double[views];
        double sum = 0;
        for (int other = 0; other < views; other++) {
            // A cosine is at most 1, so the exponential does not overflow.
            similarities[other] = RowArithmetic.dot(directions[view], directions[other]) / TEMPERATURE;
            sum += other == view ? 0 : Math.exp(similarities[other]);
        }
        for (int other = 0; other < views; other++) {
            if (other != view) {
                double similarityGradient = Math.exp(similarities[other]) / sum - (other == partner ? 1 : 0);
                RowArithmetic.addScaled(gradient[view], similarityGradient / (TEMPERATURE * views), directions[other]);
                RowArithmetic.addScaled(gradient[other], similarityGradient / (TEMPERATURE * views), directions[view]);
            }
        }
        return (Math.log(sum) - similarities[partner]) / views;
    }

    /** Removes the gradient component parallel to each embedding, because normalisation discards the length. */
    private static void backpropagateNormalisation(double[][] gradient, double[][] directions, double[] norms) {
        for (int row = 0; row < gradient.length; row++) {
            double parallel = RowArithmetic.dot(gradient[row], directions[row]);
            for (int i = 0; i < gradient[row].length; i++) {
                double orthogonal = gradient[row][i] - parallel * directions[row][i];
                gradient[row][i] = norms[row] == 0 ? 0 : orthogonal / norms[row];
            }
        }
    }
}
