package io.realign.learning;

/** A network in training. Not for several threads at once. */
public interface Learner extends AutoCloseable {
    /**
     * Takes one step.
     *
     * @return the losses before it was taken; if they or the gradient are not finite, the weights are left as they were
     *     and the losses are NaN
     */
    Losses step(Batch batch, Stride stride);

    /**
     * Class probabilities, as the network answers when it is not in training.
     *
     * @param rows standardised
     * @return one row for each, of as many values as there are classes
     */
    float[][] probabilities(float[][] rows);

    /** A copy of all that the next step depends on. */
    Snapshot snapshot();

    /** Gives back what lies outside the Java heap. */
    @Override
    void close();
}
