package io.realign.adaptation.gate;

import java.util.Arrays;
import java.util.Optional;

/**
 * Estimates the accuracy of a model on an unlabelled window by average thresholded confidence (Garg et al., Leveraging
 * Unlabeled Data to Predict Out-of-Distribution Performance, 2022, section 4). The threshold is the confidence exceeded
 * by the same fraction of the source hold-out as is classified correctly there. The estimate is too high where a model
 * is confidently wrong, as after large drift, so no gate uses it.
 */
public final class AccuracyEstimate {
    private AccuracyEstimate() {}

    /**
     * Returns the estimated accuracy.
     *
     * @param holdOut class probabilities of the source hold-out
     * @param labels classes of the source hold-out
     * @param window class probabilities of the window
     * @return 0 to 1; empty if either has no rows or a probability is not finite
     */
    public static Optional<Double> of(float[][] holdOut, int[] labels, float[][] window) {
        Evidence.requireSameSize("labels of the source hold-out", holdOut.length, labels.length);
        PredictedClasses predicted = PredictedClasses.of(holdOut);
        if (holdOut.length == 0
                || window.length == 0
                || predicted.countMissing() + PredictedClasses.of(window).countMissing() > 0) {
            return Optional.empty();
        }
        double threshold = confidenceThreshold(confidences(holdOut), labels.length - predicted.countAgreeing(labels));
        long confident =
                Arrays.stream(confidences(window)).filter(c -> c >= threshold).count();
        return Optional.of(confident / (double) window.length);
    }

    /** Returns the confidence below which there are as many rows as are wrong; infinite if all are wrong. */
    private static double confidenceThreshold(double[] confidences, int wrong) {
        Arrays.sort(confidences);
        return wrong < confidences.length ? confidences[wrong] : Double.POSITIVE_INFINITY;
    }

    /** Returns the probability of the most probable class of each row. */
    private static double[] confidences(float[][] rows) {
        int[] classes = PredictedClasses.of(rows).classes();
        double[] confidences = new double[rows.length];
        Arrays.setAll(confidences, row -> rows[row][classes[row]]);
        return confidences;
    }
}
