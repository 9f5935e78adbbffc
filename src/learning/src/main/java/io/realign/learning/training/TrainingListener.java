package io.realign.learning.training;

import io.realign.learning.loss.Losses;

/** Receives the progress of a training run. An exception thrown by the listener aborts the run. */
@FunctionalInterface
public interface TrainingListener {
    TrainingListener NONE = (recipe, step, steps, losses, alpha) -> {};

    /**
     * Called after each step.
     *
     * @param recipe name of the recipe, followed by {@code pre-training} for a step of the pre-training
     * @param step number of the step, 1 to {@code steps}
     * @param losses losses before the step
     * @param alpha coefficient of the reversed gradient; 0 without a domain loss
     */
    void onStep(String recipe, int step, int steps, Losses losses, double alpha);

    /** Called before each candidate of a candidate selection is trained. */
    default void onCandidateTrainingStarted(String recipe) {}

    /** Called after a candidate has been trained, before it is evaluated. */
    default void onCandidateTrained(String recipe) {}
}
