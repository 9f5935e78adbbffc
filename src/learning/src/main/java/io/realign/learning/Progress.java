package io.realign.learning;

/** Told of every step of a training. An exception it throws ends the training. */
@FunctionalInterface
public interface Progress {
    /** For those who do not want to know. */
    Progress NONE = (step, steps, losses, alpha) -> {};

    /**
     * A step was taken.
     *
     * @param step which one, from 1
     * @param steps how many there will be
     * @param losses what they were at this step
     * @param alpha the coefficient of the reversed gradient at this step
     */
    void stepped(int step, int steps, Losses losses, double alpha);
}
