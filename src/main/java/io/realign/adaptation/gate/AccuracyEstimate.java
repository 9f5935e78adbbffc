package io.realign.adaptation.gate;

import java.util.Arrays;
import java.util.Optional;

/**
 * Estimates the accuracy of a model on an unlabelled window by average thresholded confidence (Garg et al., Leveraging
 * Unlabeled Data to Predict Out-of-Distribution Performance, 2022, section 4). The threshold is chosen such that the
 * fraction of confident rows in the source hold-out equals its accuracy. The estimate is too high if the model is
 * confident and wrong, as after large drift, so no gate uses it.
 */
public final class AccuracyEstimate {
    private AccuracyEstimate() {}

    /**
     * Returns the estimated accuracy.
     *
     * @param holdOut class probabilities of the source hold-out
     * @param labels classes of the source hold-out
     * @param window class probabilities of the window
     * @return 0 to 1; empty if hold-out or window has no rows or a probability is not finite
     */
    public static Optional<Double> of(float[][] holdOut, int[] labels, float[][] window) {
        Evidence.requireSameSize("labels of the source hold-out", holdOut.length, labels.length);
        PredictedClasses predicted = PredictedClasses.of(holdOut);
        if (holdOut.length == 0
                || window.length == 0
                || predicted.countMissing() + PredictedClasses.of(window).countMissing() > 0) {
            return Optional.empty();
        }
        int wrong = labels.length - predicted.countAgreeing(labels);
        double[] sorted = confidences(holdOut);
        Arrays.sort(sorted);
        double threshold = wrong < sorted.length ? sorted[wrong] : Double.POSITIVE_INFINITY;
        long confident = Arrays.stream(confidences(window))
                .filter(confidence -> confidence >= threshold)
                .count();
        return Optional.of(confident / (double) window.length);
    }

    /** Returns the probability of the most probable class of each row. */
    private static double[] confidences(float[][] rows) {
        int[] classes = PredictedClasses.of(rows).classes();
        double[] confidences = new double[rows.length];
        Arrays.setAll(confidences, row -> rows[row][classes[row]]);
        return confidences;
    }
}
