package io.realign.learning.loss;

/** A loss function of the outputs of a network. */
@FunctionalInterface
public interface OutputLoss {
    /** Returns the loss, and adds its gradient to {@code gradients}. */
    double addGradient(BatchOutputs outputs, Gradients gradients);
}
