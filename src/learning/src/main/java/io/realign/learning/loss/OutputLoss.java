package io.realign.learning.loss;

/** A loss of the outputs of a network. */
@FunctionalInterface
public interface OutputLoss {
    /** Returns the value and adds the gradient to {@code gradients}. */
    double add(BatchOutputs outputs, Gradients gradients);
}
