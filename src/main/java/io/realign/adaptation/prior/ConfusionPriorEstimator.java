package io.realign.adaptation.prior;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Estimates class shares from mean predictions. The mean prediction on the target is a mixture of the mean predictions
 * for each source class, and the class shares are the mixture weights.
 *
 * @param source class shares of the source, with sum 1
 */
@SuppressWarnings("ArrayRecordComponent")
record ConfusionPriorEstimator(double[] source) {
    /**
     * A mean prediction over a few hundred rows is accurate to a few hundredths. Classes whose mean predictions are
     * closer cannot be distinguished.
     */
    private static final double MIN_PIVOT = .05;

    PriorEstimate estimate(float[][] holdOut, int[] labels, float[][] target) {
        double[] mixture = mean(target, IntStream.range(0, target.length));
        if (mixture.length == 0) {
            return unknown("no target row has finite probabilities");
        }
        double[][] confusion = new double[source.length][source.length];
        for (int k = 0; k < source.length; k++) {
            int label = k;
            double[] prediction =
                    mean(holdOut, IntStream.range(0, labels.length).filter(row -> labels[row] == label));
            if (prediction.length == 0) {
                return unknown("the source hold-out has no usable row of class %d".formatted(k));
            }
            for (int i = 0; i < prediction.length; i++) {
                confusion[i][k] = prediction[i];
            }
        }
        return LinearSystem.solve(confusion, mixture, MIN_PIVOT)
                .map(ConfusionPriorEstimator::projectToSimplex)
                .orElseGet(() -> unknown("the confusion matrix is singular: the model does not separate all classes"));
    }

    private PriorEstimate unknown(String problem) {
        return new PriorEstimate(source, problem);
    }

    /** Clips negative shares and normalises. The shares have the sum 1 before clipping, so their sum stays positive. */
    private static PriorEstimate projectToSimplex(double[] solution) {
        double[] shares =
                Arrays.stream(solution).map(share -> Math.max(0, share)).toArray();
        double sum = Arrays.stream(shares).sum();
        return new PriorEstimate(Arrays.stream(shares).map(share -> share / sum).toArray(), "");
    }

    /** Returns the mean of the selected rows without non-finite rows; empty if no row is left. */
    private static double[] mean(float[][] rows, IntStream selected) {
        float[][] usable = selected.mapToObj(row -> rows[row])
                .filter(ConfusionPriorEstimator::isFinite)
                .toArray(float[][]::new);
        if (usable.length == 0) {
            return new double[0];
        }
        double[] mean = new double[usable[0].length];
        for (float[] row : usable) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / (double) usable.length;
            }
        }
        return mean;
    }

    private static boolean isFinite(float[] row) {
        for (float value : row) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
