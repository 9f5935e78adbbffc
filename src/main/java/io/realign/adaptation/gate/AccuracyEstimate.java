package io.realign.adaptation.gate;

import java.util.Arrays;
import java.util.Optional;

/**
 * An estimate of the share of an unlabelled window that a model gets right: the share of it of which the model is surer than of
 * as many rows of the labelled source hold-out as it gets right there (average thresholded confidence; Garg et al., Leveraging
 * Unlabeled Data to Predict Out-of-Distribution Performance, 2022, section 4). It errs where a model is sure of what is wrong,
 * as after large drifts, so it is shown and never votes.
 */
public final class AccuracyEstimate {
    private AccuracyEstimate() {}

    /**
     * The estimate.
     *
     * @param holdOut class probabilities of held out source rows
     * @param labels the classes of these rows
     * @param window class probabilities of the window
     * @return 0 to 1; empty if either has no rows, or a probability is not a number
     */
    public static Optional<Double> of(float[][] holdOut, int[] labels, float[][] window) {
        Evidence.requireSameSize("labels of the source hold-out", holdOut.length, labels.length);
        PredictedClasses answers = PredictedClasses.of(holdOut);
        if (holdOut.length == 0
                || window.length == 0
                || answers.countMissing() + PredictedClasses.of(window).countMissing() > 0) {
            return Optional.empty();
        }
        double line = confidenceThreshold(confidences(holdOut), labels.length - answers.countAgreeing(labels));
        long sure = Arrays.stream(confidences(window)).filter(c -> c >= line).count();
        return Optional.of(sure / (double) window.length);
    }

    /** Below it lie as many of the hold-out as are wrong; where all are wrong, nothing is sure enough. */
    private static double confidenceThreshold(double[] confidences, int wrong) {
        Arrays.sort(confidences);
        return wrong < confidences.length ? confidences[wrong] : Double.POSITIVE_INFINITY;
    }

    /** The probability of each row's most probable class. */
    private static double[] confidences(float[][] rows) {
        int[] classes = PredictedClasses.of(rows).classes();
        double[] confidences = new double[rows.length];
        Arrays.setAll(confidences, row -> rows[row][classes[row]]);
        return confidences;
    }
}
