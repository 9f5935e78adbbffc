package io.realign.learning.training;

import io.realign.learning.loss.Losses;

/** Receives the progress of a training. An exception of the listener ends the training. */
@FunctionalInterface
public interface TrainingListener {
    TrainingListener NONE = (recipe, step, steps, losses, alpha) -> {};

    /**
     * Called after each step.
     *
     * @param recipe name of the recipe
     * @param step number of the step, from 1
     * @param steps total number of steps
     * @param losses losses before the step
     * @param alpha coefficient of the reversed gradient
     */
    void onStep(String recipe, int step, int steps, Losses losses, double alpha);

    /** Called before a candidate of several is trained. */
    default void onCandidateTrainingStarted(String recipe) {}

    /** Called when a candidate is trained and before it is evaluated. */
    default void onCandidateTrained(String recipe) {}
}
