package io.realign.learning.training;

import io.realign.learning.loss.Losses;

/** Told of every step of a training. An exception that it throws ends the training. */
@FunctionalInterface
public interface TrainingListener {
    /** For those who do not want to know. */
    TrainingListener NONE = (recipe, step, steps, losses, alpha) -> {};

    /**
     * A step was taken.
     *
     * @param recipe the name of the recipe
     * @param step which one, from 1
     * @param steps how many there will be
     * @param losses what they were at this step
     * @param alpha the coefficient of the reversed gradient at this step
     */
    void onStep(String recipe, int step, int steps, Losses losses, double alpha);

    /**
     * One of several candidates is going to be made.
     *
     * @param recipe the name of its recipe
     */
    default void onCandidateStarted(String recipe) {}

    /**
     * It is there, and is going to be judged.
     *
     * @param recipe the name of its recipe
     */
    default void onCandidateTrained(String recipe) {}
}
