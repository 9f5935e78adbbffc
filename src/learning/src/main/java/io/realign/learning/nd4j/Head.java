package io.realign.learning.nd4j;

import io.realign.learning.network.StackSpec;
import java.util.Optional;

/** A class or domain head, which exchanges logits and their gradient with the losses in arrays on the heap. */
final class Head implements AutoCloseable {
    private final LayerStack stack;
    private final HostBuffer logits;
    private final HostBuffer logitGradient;
    private final Optional<HostBuffer> inputGradient;

    Head(StackSpec spec, Parameters parameters, Activations input) {
        stack = new LayerStack(spec, parameters, input, true);
        logits = HostBuffer.of(stack.output().values());
        logitGradient = HostBuffer.of(stack.output().gradient().orElseThrow());
        inputGradient = input.gradient().map(HostBuffer::of);
    }

    double[] forward(ForwardPass pass) {
        stack.forward(pass);
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
