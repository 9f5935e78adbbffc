package io.realign.learning.nd4j;

/**
 * A layer between the {@link Activations} that goes in and the one that comes out, for a fixed number of rows. All arrays are
 * there from the beginning: a step allocates nothing outside the heap.
 */
interface Layer extends AutoCloseable {
    /** From the values that go in, those that come out. */
    void forward(ForwardPass pass);

    /**
     * From the slopes of what came out, those of what went in, if somebody asks for them, and those of the weights, which
     * are written over the last step's. Follows a {@link #forward}; only where the output has slopes.
     */
    void backward();

    /** Takes the batch seen last into account where it normalises by what it has seen. */
    default void updateRunningStatistics() {}

    @Override
    default void close() {}
}
