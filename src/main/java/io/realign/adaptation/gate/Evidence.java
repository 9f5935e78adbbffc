package io.realign.adaptation.gate;

import java.util.Optional;

/**
 * Predictions of the serving model and the candidate on the target window (the newest target events) and on the
 * labelled source hold-out. Contains no target labels. The arrays are shared, not copied.
 *
 * @param servingTarget class probabilities of the serving model for the events of the window
 * @param candidateTarget class probabilities of the candidate for the same events
 * @param ldaTarget class probabilities of the LDA ensemble for the same events; no rows without an ensemble
 * @param servingHoldOut class probabilities of the serving model for the source hold-out
 * @param candidateHoldOut class probabilities of the candidate for the source hold-out
 * @param holdOutLabels classes of the source hold-out
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

    /** Returns the estimated accuracy of the serving model on the window. */
    public Optional<Double> servingAccuracyEstimate() {
        return AccuracyEstimate.of(servingHoldOut, holdOutLabels, servingTarget);
    }

    /** Returns the estimated accuracy of the candidate on the window. */
    public Optional<Double> candidateAccuracyEstimate() {
        return AccuracyEstimate.of(candidateHoldOut, holdOutLabels, candidateTarget);
    }

    boolean hasLdaEnsemble() {
        return ldaTarget.length > 0;
    }

    static void requireSameSize(String name, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("%s: expected %d rows, got %d".formatted(name, expected, actual));
        }
    }
}
