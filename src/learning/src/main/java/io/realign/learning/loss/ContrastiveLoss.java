package io.realign.learning.loss;

import java.util.Arrays;

/**
 * Normalised temperature-scaled cross-entropy of SimCLR: two views of a row are to be recognised among the views of all
 * rows of a batch (Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, 2020, equation 1 and
 * algorithm 1).
 *
 * @param value mean over all views, in nats; 0 for a single row
 * @param firstGradient gradient by the embeddings of the first views, in their layout
 * @param secondGradient gradient by the embeddings of the second views
 */
@SuppressWarnings("ArrayRecordComponent")
public record ContrastiveLoss(double value, double[] firstGradient, double[] secondGradient) {
    /** The value of the paper for small batches. */
    private static final double TEMPERATURE = .5;

    /**
     * Computes the loss of one batch.
     *
     * @param first {@code [rows, width]}, the embedding of one view of each row; zero embeddings have no gradient
     * @param second the embedding of another view of the same rows, in the same order
     * @throws IllegalArgumentException if the lengths differ, are 0, or are not multiples of the width
     */
    public static ContrastiveLoss of(double[] first, double[] second, int width) {
        if (first.length != second.length || first.length == 0 || first.length % width != 0) {
            throw new IllegalArgumentException(
                    "expected two views of one or more embeddings of %d values, got %d and %d"
                            .formatted(width, first.length, second.length));
        }
        double[] both = Arrays.copyOf(first, 2 * first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        double[][] directions = RowArithmetic.toRows(both, width);
        double[] norms = normalise(directions);
        double[][] byDirection = new double[directions.length][width];
        double value = 0;
        for (int view = 0; view < directions.length; view++) {
            value += addView(view, directions, byDirection);
        }
        backpropagateNormalisation(byDirection, directions, norms);
        double[] gradient = new double[both.length];
        RowArithmetic.addRows(gradient, byDirection);
        return new ContrastiveLoss(
                value,
                Arrays.copyOf(gradient, first.length),
                Arrays.copyOfRange(gradient, first.length, gradient.length));
    }

    /** Scales each row to length 1 and returns the lengths. */
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

    /** Cross-entropy of the other view of the same row among all other views. */
    private static double addView(int view, double[][] directions, double[][] gradient) {
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
                double bySimilarity = Math.exp(similarities[other]) / sum - (other == partner ? 1 : 0);
                RowArithmetic.addScaled(gradient[view], bySimilarity / (TEMPERATURE * views), directions[other]);
                RowArithmetic.addScaled(gradient[other], bySimilarity / (TEMPERATURE * views), directions[view]);
            }
        }
        return (Math.log(sum) - similarities[partner]) / views;
    }

    /** Removes the component along each row, which changes its length only. */
    private static void backpropagateNormalisation(double[][] gradient, double[][] directions, double[] norms) {
        for (int row = 0; row < gradient.length; row++) {
            double along = RowArithmetic.dot(gradient[row], directions[row]);
            for (int i = 0; i < gradient[row].length; i++) {
                double across = gradient[row][i] - along * directions[row][i];
                gradient[row][i] = norms[row] == 0 ? 0 : across / norms[row];
            }
        }
    }
}
