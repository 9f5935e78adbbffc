package io.realign.learning.nd4j;

import io.realign.learning.network.StackSpec;
import java.util.Optional;

/**
 * A class or domain head. Copies its logits from native memory to a Java array, from which the losses are computed, and copies
 * the gradient of the losses back to native memory.
 */
final class Head implements AutoCloseable {
    private final LayerStack stack;
    private final HostBuffer logits;
    private final HostBuffer logitGradient;
    private final Optional<HostBuffer> inputGradient;

    Head(StackSpec spec, Parameters parameters, Activations input) {
        stack = LayerStack.forTraining(spec, parameters, input);
        logits = HostBuffer.of(stack.output().values());
        logitGradient = HostBuffer.of(stack.output().gradient().orElseThrow());
        inputGradient = input.gradient().map(HostBuffer::of);
    }

    double[] forward(BatchContext context) {
        stack.forward(context);
        return logits.read();
    }

    /** Returns the gradient with respect to the input; empty if no preceding layer is trained. */
    double[] backward(double[] gradient) {
        logitGradient.write(0, gradient);
        stack.backward();
        return inputGradient.map(HostBuffer::read).orElse(new double[0]);
    }

    void updateRunningStatistics() {
        stack.updateRunningStatistics();
    }

    @Override
    public void close() {
        stack.close();
    }
}
