package io.realign.adaptation.gate;

import java.util.Optional;

/**
 * Predictions of the serving model and the candidate on the target window (the newest target events) and on the
 * labelled source hold-out. Contains no target labels. The arrays are shared, not copied.
 *
 * @param servingOnWindow class probabilities of the serving model for the events of the window
 * @param candidateOnWindow class probabilities of the candidate for the same events
 * @param ldaOnWindow class probabilities of the LDA ensemble for the same events; empty if there is no ensemble
 * @param servingHoldOut class probabilities of the serving model for the source hold-out
 * @param candidateHoldOut class probabilities of the candidate for the source hold-out
 * @param holdOutLabels classes of the source hold-out
 */
@SuppressWarnings("ArrayRecordComponent")
public record Evidence(
        float[][] servingOnWindow,
        float[][] candidateOnWindow,
        float[][] ldaOnWindow,
        float[][] servingHoldOut,
        float[][] candidateHoldOut,
        int[] holdOutLabels) {
    public Evidence {
        requireSameSize("target window", servingOnWindow.length, candidateOnWindow.length);
        if (ldaOnWindow.length > 0) {
            requireSameSize("target window", servingOnWindow.length, ldaOnWindow.length);
        }
        requireSameSize("source hold-out", servingHoldOut.length, candidateHoldOut.length);
        requireSameSize("labels of the source hold-out", servingHoldOut.length, holdOutLabels.length);
    }

    /** Returns the estimated accuracy of the serving model on the window. */
    public Optional<Double> servingAccuracyEstimate() {
        return AccuracyEstimate.of(servingHoldOut, holdOutLabels, servingOnWindow);
    }

    /** Returns the estimated accuracy of the candidate on the window. */
    public Optional<Double> candidateAccuracyEstimate() {
        return AccuracyEstimate.of(candidateHoldOut, holdOutLabels, candidateOnWindow);
    }

    boolean hasLdaEnsemble() {
        return ldaOnWindow.length > 0;
    }

    static void requireSameSize(String name, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("%s: expected %d rows, got %d".formatted(name, expected, actual));
        }
    }
}
