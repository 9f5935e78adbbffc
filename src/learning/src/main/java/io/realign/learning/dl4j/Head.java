package io.realign.learning.dl4j;

import io.realign.learning.network.StackSpec;
import java.util.Optional;

/** A stack above the embedding, which meets the losses on the heap. */
final class Head implements AutoCloseable {
    private final LayerStack stack;
    private final Memory logits;
    private final Memory slopes;
    private final Optional<Memory> inputSlopes;

    Head(StackSpec spec, Parameters parameters, Signal input) {
        stack = new LayerStack(spec, parameters, input, true);
        logits = Memory.of(stack.output().values());
        slopes = Memory.of(stack.output().slopes().orElseThrow());
        inputSlopes = input.slopes().map(Memory::of);
    }

    double[] forward(Pass pass) {
        stack.forward(pass);
        return logits.read();
    }

    /** The slopes of what went in; none if nothing below learns. */
    double[] backward(double[] logitSlopes) {
        slopes.write(0, logitSlopes);
        stack.backward();
        return inputSlopes.map(Memory::read).orElse(new double[0]);
    }

    void settle() {
        stack.settle();
    }

    @Override
    public void close() {
        stack.close();
    }
}
