package io.realign.learning.loss;

import java.util.Arrays;

/**
 * Whether two views of a row are recognised as one among the views of all rows of a batch: the normalised, tempered
 * cross-entropy of SimCLR (Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, 2020,
 * equation 1 and algorithm 1).
 *
 * @param value mean over all views, in nats; 0 for a single row, which there is nothing to tell from
 * @param firstGradient slopes by the embeddings of the first views, in their layout
 * @param secondGradient slopes by those of the second
 */
@SuppressWarnings("ArrayRecordComponent")
public record ContrastiveLoss(double value, double[] firstGradient, double[] secondGradient) {
    /** The cosines are divided by it; of the paper's it is the one for small batches. */
    private static final double TEMPERATURE = .5;

    /**
     * The loss of one batch.
     *
     * @param first {@code [rows, width]}, the embeddings of one view of each row; one of zeros is like none and gets no
     *     slope
     * @param second of another view of the same rows, in the same order
     * @throws IllegalArgumentException if they are not of one length, empty, or no multiple of the width
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
        double[] lengths = normalise(directions);
        double[][] byDirection = new double[directions.length][width];
        double value = 0;
        for (int view = 0; view < directions.length; view++) {
            value += addView(view, directions, byDirection);
        }
        backpropagateNormalisation(byDirection, directions, lengths);
        double[] slopes = new double[both.length];
        RowArithmetic.addRows(slopes, byDirection);
        return new ContrastiveLoss(
                value, Arrays.copyOf(slopes, first.length), Arrays.copyOfRange(slopes, first.length, slopes.length));
    }

    /** Makes each row one long, and says how long it was. */
    private static double[] normalise(double[][] rows) {
        double[] lengths = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            double length = Math.sqrt(RowArithmetic.dot(rows[row], rows[row]));
            lengths[row] = length;
            for (int i = 0; i < rows[row].length; i++) {
                rows[row][i] = length == 0 ? 0 : rows[row][i] / length;
            }
        }
        return lengths;
    }

    /** Cross-entropy of the other view of the same row among all other views. */
    private static double addView(int view, double[][] directions, double[][] slopes) {
        int views = directions.length;
        int partner = (view + views / 2) % views;
        double[] similarities = new double[views];
        double sum = 0;
        for (int other = 0; other < views; other++) {
            // A cosine is at most 1, so no exponential overflows.
            similarities[other] = RowArithmetic.dot(directions[view], directions[other]) / TEMPERATURE;
            sum += other == view ? 0 : Math.exp(similarities[other]);
        }
        for (int other = 0; other < views; other++) {
            if (other != view) {
                double slope = Math.exp(similarities[other]) / sum - (other == partner ? 1 : 0);
                RowArithmetic.addScaled(slopes[view], slope / (TEMPERATURE * views), directions[other]);
                RowArithmetic.addScaled(slopes[other], slope / (TEMPERATURE * views), directions[view]);
            }
        }
        return (Math.log(sum) - similarities[partner]) / views;
    }

    /** What is along a row changes only its length, and has no slope. */
    private static void backpropagateNormalisation(double[][] slopes, double[][] directions, double[] lengths) {
        for (int row = 0; row < slopes.length; row++) {
            double along = RowArithmetic.dot(slopes[row], directions[row]);
            for (int i = 0; i < slopes[row].length; i++) {
                double across = slopes[row][i] - along * directions[row][i];
                slopes[row][i] = lengths[row] == 0 ? 0 : across / lengths[row];
            }
        }
    }
}
