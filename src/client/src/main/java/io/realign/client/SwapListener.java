package io.realign.client;

/** Receives the model swaps of a {@link ModelFollower}. */
@FunctionalInterface
public interface SwapListener {
    /** Called on the loading thread, which loads the next release after this method returns. Exceptions are logged. */
    void swapped(ModelSwap swap);
}
