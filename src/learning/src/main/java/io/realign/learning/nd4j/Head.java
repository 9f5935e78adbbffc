package io.realign.learning.nd4j;

import io.realign.learning.network.StackSpec;
import java.util.Optional;

/** A stack above the embedding, which meets the losses on the heap. */
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

    /** The slopes of what went in; none if nothing below learns. */
    double[] backward(double[] logitSlopes) {
        logitGradient.write(0, logitSlopes);
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
