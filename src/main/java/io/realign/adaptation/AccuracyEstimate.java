package io.realign.adaptation;

import java.util.Optional;

/**
 * An estimate of the share of an unlabelled window that a model gets right: its accuracy on the labelled source hold-out, less
 * what its mean confidence has fallen by from there to the window (difference of confidences; Guillory et al., Predicting with
 * Confidence on Unseen Distributions, 2021, section 4). It errs where a model is sure of what is wrong, as after large drifts,
 * so it is shown and never votes.
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
        double right = Answers.of(holdOut).agreeing(labels) / (double) labels.length;
        double estimate = right + meanConfidence(window) - meanConfidence(holdOut);
        return Double.isNaN(estimate) ? Optional.empty() : Optional.of(Math.max(0, Math.min(1, estimate)));
    }

    /** The mean probability of the most probable class; NaN of no rows, or if one of them is not a number. */
    private static double meanConfidence(float[][] rows) {
        double sum = 0;
        for (float[] row : rows) {
            float most = 0;
            for (float value : row) {
                // The larger of anything and NaN is NaN.
                most = Math.max(most, value);
            }
            sum += most;
        }
        return sum / rows.length;
    }
}
