package io.realign.learning;

import io.realign.adaptation.Evidence;

/**
 * Makes candidates. Without state; one instance serves all threads.
 *
 * <p>Each domain is standardised by its own statistics: on drifting sensors that is worth more than any alignment loss.
 * What is exported is the target's standardiser, for it is the target's events that the model will meet.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Trainer {
    /**
     * Trains version 1 on the source alone.
     *
     * @param source at least two classes must occur
     * @throws IllegalArgumentException if there are no rows, rows of different widths, values that are not finite, or
     *     a single class
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate trainSource(SourceRows source, Recipe recipe, long seed, Progress progress) {
        throw unsupported();
    }

    /**
     * Trains on from a model, weights and updater state alike, with its domain head told apart source and target.
     *
     * @param continuation of the model to go on from
     * @param source labelled rows, without those held out
     * @param target unlabelled raw rows of the window that moved
     * @throws IllegalArgumentException as for the source; also if there are no target rows, or the file is not one that
     *     this class wrote, or it is for another width or number of classes
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate adapt(
            byte[] continuation, SourceRows source, float[][] target, Recipe recipe, long seed, Progress progress) {
        throw unsupported();
    }

    /**
     * What the gate needs to know of two models. Target rows go through each model's target standardiser, as they will
     * when it is deployed; held-out rows through its source standardiser.
     *
     * @param incumbent continuation of the live model
     * @param candidate continuation of the candidate
     * @param holdOut labelled rows that neither was trained on
     * @param target raw rows of the newest window
     */
    public Evidence evidence(byte[] incumbent, byte[] candidate, SourceRows holdOut, float[][] target) {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("not there yet");
    }
}
