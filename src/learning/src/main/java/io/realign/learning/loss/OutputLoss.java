package io.realign.learning.loss;

/** A loss of what a network says of rows, whatever it compares that with. */
@FunctionalInterface
public interface OutputLoss {
    /**
     * The loss.
     *
     * @param outputs of the rows
     * @param slopes by the outputs, to which those of the loss are added
     */
    double add(BatchOutputs outputs, Gradients slopes);
}
