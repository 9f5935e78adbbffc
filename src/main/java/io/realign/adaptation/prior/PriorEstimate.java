package io.realign.adaptation.prior;

import io.realign.event.Preconditions;
import java.util.Arrays;

/**
 * How often each class occurs in the target, found without its labels. Both ways assume that classes look as they do in the
 * source and only their shares have moved.
 *
 * @param classPriors of the classes, 0 or more; they sum to 1
 * @param problem why the shares are the source's, empty if they were estimated
 */
@SuppressWarnings("ArrayRecordComponent")
public record PriorEstimate(double[] classPriors, String problem) {
    /**
     * No row counts for more than so many: a class of which the source has hardly a row must not become a domain of a few
     * rows.
     */
    public static final double MAX_IMPORTANCE_WEIGHT = 10;

    /**
     * By expectation and maximisation of the likelihood (Saerens, Latinne and Decaestecker, Adjusting the Outputs of a
     * Classifier to New a Priori Probabilities, 2002, equation 2.9). Needs calibrated probabilities.
     *
     * @param target class probabilities, one row for each target row; rows with a value that is not a number are passed
     *     over
     * @param source shares of the classes that the model was trained on, 0 or more with a positive sum; a class of share 0
     *     keeps it
     */
    public static PriorEstimate byLikelihood(float[][] target, double[] source) {
        double[] prior = normalised(source);
        requireWidth("target", target, prior.length);
        return new LikelihoodPriorEstimator(prior).estimate(target);
    }

    /**
     * From how the model mistakes the classes of the source for each other (Lipton, Wang and Smola, Detecting and
     * Correcting for Label Shift with Black Box Predictors, 2018, section 4; soft answers). Needs no calibration.
     *
     * @param holdOut class probabilities of labelled source rows that the model was not trained on
     * @param labels their classes
     * @param target class probabilities, one row for each target row; rows with a value that is not a number are passed
     *     over, here and in {@code holdOut}
     * @param source shares of the classes, taken where no estimate is possible
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

    /** Whether the shares were estimated, and are not the source's for want of something better. */
    public boolean estimated() {
        return problem.isEmpty();
    }

    /**
     * What source rows count where they stand for the target: the ratio of the class's shares, at most
     * {@link #MAX_IMPORTANCE_WEIGHT}, and then scaled to a mean of 1 over the rows. Where no row is of a class that occurs in the
     * target, all count alike.
     *
     * @param labels the class of each row
     * @param source shares of the classes among the rows as they are drawn
     */
    public double[] importanceWeights(int[] labels, double[] source) {
        double[] prior = normalised(source);
        requireLabels(labels, prior.length);
        double[] importance = new double[labels.length];
        Arrays.setAll(importance, row -> ratio(classPriors[labels[row]], prior[labels[row]]));
        double sum = Arrays.stream(importance).sum();
        Arrays.setAll(importance, row -> sum == 0 ? 1 : importance[row] * labels.length / sum);
        return importance;
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
        Preconditions.requirePositive("sum of the source's class shares", sum);
        double[] prior = new double[source.length];
        for (int k = 0; k < prior.length; k++) {
            prior[k] = source[k] / sum;
        }
        return prior;
    }

    private static void requireWidth(String what, float[][] rows, int classes) {
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != classes) {
                throw new IllegalArgumentException("%s: expected probabilities of %d classes, got %d in row %d"
                        .formatted(what, classes, rows[row].length, row));
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
