package io.realign.adaptation.prior;

import io.realign.event.Preconditions;
import java.util.Arrays;

/**
 * Class shares of the target, estimated without target labels. Both methods assume label shift: the features of each
 * class have the same distribution in the source and the target.
 *
 * @param classPriors class shares, 0 or more, with sum 1
 * @param problem reason why no estimate was possible, so that {@code classPriors} are those of the source; empty after an
 *     estimate
 */
@SuppressWarnings("ArrayRecordComponent")
public record PriorEstimate(double[] classPriors, String problem) {
    /** Maximum ratio of class shares, so that a class with few source rows does not dominate. */
    public static final double MAX_IMPORTANCE_WEIGHT = 10;

    /**
     * Estimates by expectation maximisation (Saerens, Latinne and Decaestecker, Adjusting the Outputs of a Classifier
     * to New a Priori Probabilities, 2002, equation 2.9). The probabilities must be calibrated.
     *
     * @param target class probabilities of the target rows; rows that are not finite are skipped
     * @param source class shares of the training set, 0 or more with a positive sum; a share of 0 stays 0
     */
    public static PriorEstimate byLikelihood(float[][] target, double[] source) {
        double[] prior = normalised(source);
        requireWidth("target", target, prior.length);
        return new LikelihoodPriorEstimator(prior).estimate(target);
    }

    /**
     * Estimates from the soft confusion matrix (Lipton, Wang and Smola, Detecting and Correcting for Label Shift with
     * Black Box Predictors, 2018, section 4). The probabilities need not be calibrated.
     *
     * @param holdOut class probabilities of the source hold-out; rows that are not finite are skipped
     * @param labels classes of the source hold-out
     * @param target class probabilities of the target rows; rows that are not finite are skipped
     * @param source class shares of the source, returned if no estimate is possible
     */
    public static PriorEstimate byConfusion(float[][] holdOut, int[] labels, float[][] target, double[] source) {
        double[] prior = normalised(source);
        requireWidth("holdOut", holdOut, prior.length);
        requireWidth("target", target, prior.length);
        if (labels.length != holdOut.length) {
            throw new IllegalArgumentException(
                    "labels: expected one for each of %d rows, got %d".formatted(holdOut.length, labels.length));
        }
        requireLabels(labels, prior.length);
        return new ConfusionPriorEstimator(prior).estimate(holdOut, labels, target);
    }

    public boolean estimated() {
        return problem.isEmpty();
    }

    /**
     * Returns the importance weights of source rows: the ratio of the class shares of target and source, at most
     * {@link #MAX_IMPORTANCE_WEIGHT} and then scaled to mean 1. If no class of the source rows occurs in the target, all
     * weights are 1.
     *
     * @param labels class of each source row
     * @param source class shares of the source rows
     */
    public double[] importanceWeights(int[] labels, double[] source) {
        double[] prior = normalised(source);
        requireLabels(labels, prior.length);
        double[] weights = new double[labels.length];
        Arrays.setAll(weights, row -> ratio(classPriors[labels[row]], prior[labels[row]]));
        double sum = Arrays.stream(weights).sum();
        Arrays.setAll(weights, row -> sum == 0 ? 1 : weights[row] * labels.length / sum);
        return weights;
    }

    private static double ratio(double target, double source) {
        return target == 0 ? 0 : Math.min(MAX_IMPORTANCE_WEIGHT, target / source);
    }

    private static double[] normalised(double[] source) {
        double sum = 0;
        for (double share : source) {
            Preconditions.requireAtLeast("source", share, 0);
            sum += share;
        }
        Preconditions.requirePositive("sum of source", sum);
        double[] prior = new double[source.length];
        for (int k = 0; k < prior.length; k++) {
            prior[k] = source[k] / sum;
        }
        return prior;
    }

    private static void requireWidth(String name, float[][] rows, int classes) {
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != classes) {
                throw new IllegalArgumentException("%s: expected probabilities of %d classes, got %d in row %d"
                        .formatted(name, classes, rows[row].length, row));
            }
        }
    }

    private static void requireLabels(int[] labels, int classes) {
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes) {
                throw new IllegalArgumentException(
                        "labels: expected 0 to %d, got %d in row %d".formatted(classes - 1, labels[row], row));
            }
        }
    }
}
