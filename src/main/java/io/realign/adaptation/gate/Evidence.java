package io.realign.adaptation.gate;

import java.util.Optional;

/**
 * What the gate looks at: what both models say of the newest target window and of the labelled source hold-out. There
 * is no place for a target label.
 *
 * <p>The arrays are shared, not copied.
 *
 * @param servingTarget class probabilities of the live model, one row for each event of the window
 * @param candidateTarget the candidate's, of the same events
 * @param ldaTarget those of a learner that has little in common with the live model and that was made of the source
 *     alone, of the same events; no rows where there is no such learner
 * @param servingHoldOut class probabilities of the live model, one row for each event held out of the source
 * @param candidateHoldOut the candidate's, of the same events
 * @param holdOutLabels the class of each event held out
 */
@SuppressWarnings("ArrayRecordComponent")
public record Evidence(
        float[][] servingTarget,
        float[][] candidateTarget,
        float[][] ldaTarget,
        float[][] servingHoldOut,
        float[][] candidateHoldOut,
        int[] holdOutLabels) {
    public Evidence {
        requireSameSize("target window", servingTarget.length, candidateTarget.length);
        if (ldaTarget.length > 0) {
            requireSameSize("target window", servingTarget.length, ldaTarget.length);
        }
        requireSameSize("source hold-out", servingHoldOut.length, candidateHoldOut.length);
        requireSameSize("labels of the source hold-out", servingHoldOut.length, holdOutLabels.length);
    }

    /** Without an unlike learner. */
    public Evidence(
            float[][] incumbentTarget,
            float[][] candidateTarget,
            float[][] incumbentHoldOut,
            float[][] candidateHoldOut,
            int[] holdOutLabels) {
        this(incumbentTarget, candidateTarget, new float[0][], incumbentHoldOut, candidateHoldOut, holdOutLabels);
    }

    /** The accuracy of the live model on the window. */
    public Optional<Double> servingAccuracyEstimate() {
        return AccuracyEstimate.of(servingHoldOut, holdOutLabels, servingTarget);
    }

    /** The accuracy of the candidate on the window. */
    public Optional<Double> candidateAccuracyEstimate() {
        return AccuracyEstimate.of(candidateHoldOut, holdOutLabels, candidateTarget);
    }

    /** Whether somebody else was asked. */
    boolean hasLdaEnsemble() {
        return ldaTarget.length > 0;
    }

    static void requireSameSize(String what, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("%s: expected %d rows, got %d".formatted(what, expected, actual));
        }
    }
}
