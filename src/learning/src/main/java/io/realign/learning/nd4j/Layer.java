package io.realign.learning.nd4j;

/**
 * A layer between its input and output {@link Activations}, for a fixed number of rows. All arrays are allocated by the
 * constructor: a training step allocates nothing outside the heap.
 */
interface Layer extends AutoCloseable {
    /** Computes the output values from the input values. */
    void forward(ForwardPass pass);

    /**
     * Computes the gradients by the weights and, if the input has one, by the input. Overwrites the gradients of the last
     * step. Follows {@link #forward}; requires an output gradient.
     */
    void backward();

    /** Updates the running statistics, if any, from the last batch. */
    default void updateRunningStatistics() {}

    @Override
    default void close() {}
}
