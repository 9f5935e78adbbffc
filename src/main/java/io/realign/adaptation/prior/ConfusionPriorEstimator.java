package io.realign.adaptation.prior;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Class shares from mean answers: those of the target are a mixture of those of each class of the source, and the shares
 * are its coefficients.
 *
 * @param source shares of the classes; they sum to 1
 */
@SuppressWarnings("ArrayRecordComponent")
record ConfusionPriorEstimator(double[] source) {
    /**
     * On a few hundred rows a mean answer is known to some hundredths. A class whose mean answer is no further than that
     * from a mixture of the others' cannot be told from them.
     */
    private static final double MIN_PIVOT = .05;

    PriorEstimate estimate(float[][] holdOut, int[] labels, float[][] target) {
        double[] mixture = mean(target, IntStream.range(0, target.length));
        if (mixture.length == 0) {
            return unknown("no target row has probabilities");
        }
        double[][] confusion = new double[source.length][source.length];
        for (int k = 0; k < source.length; k++) {
            int label = k;
            double[] answer = mean(holdOut, IntStream.range(0, labels.length).filter(row -> labels[row] == label));
            if (answer.length == 0) {
                return unknown("no source row of class %d is held out".formatted(k));
            }
            for (int i = 0; i < answer.length; i++) {
                confusion[i][k] = answer[i];
            }
        }
        return LinearSystem.solve(confusion, mixture, MIN_PIVOT)
                .map(ConfusionPriorEstimator::projectToSimplex)
                .orElseGet(
                        () -> unknown("the model answers alike to unlike classes, so its answers do not tell shares"));
    }

    private PriorEstimate unknown(String problem) {
        return new PriorEstimate(source, problem);
    }

    /** By chance a class that is not there may come out below 0. The sum is 1 before, so something is left. */
    private static PriorEstimate projectToSimplex(double[] solution) {
        double[] shares =
                Arrays.stream(solution).map(share -> Math.max(0, share)).toArray();
        double sum = Arrays.stream(shares).sum();
        return new PriorEstimate(Arrays.stream(shares).map(share -> share / sum).toArray(), "");
    }

    /** Of the chosen rows whose probabilities are numbers; empty if there is none. */
    private static double[] mean(float[][] rows, IntStream chosen) {
        float[][] usable = chosen.mapToObj(row -> rows[row])
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
