package io.realign.learning.nd4j;

/**
 * A layer between its input and output {@link Activations}, for a fixed number of rows. All off-heap memory is allocated when
 * the layer is created.
 */
interface Layer extends AutoCloseable {
    void forward(BatchContext context);

    /**
     * Computes the gradient with respect to the weights and, if an array is allocated for it, with respect to the input.
     * Overwrites the previous gradients. Requires a preceding {@link #forward} and the gradient of the output.
     */
    void backward();

    /** Updates the running statistics, if any, from the last batch. */
    default void updateRunningStatistics() {}

    @Override
    default void close() {}
}
