package io.realign.learning.dl4j;

import io.realign.learning.loss.DomainLoss;
import io.realign.learning.loss.Outputs;
import io.realign.learning.network.Batch;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.StackSpec;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The domain head, and what it is shown of an embedding. */
final class Adversary implements AutoCloseable {
    private final Optional<Conditioning> conditioning;
    private final Signal input;
    private final Memory memory;
    private final Head head;
    private double[] probabilities = {};

    Adversary(NetSpec spec, Parameters parameters, Signal embedding) {
        StackSpec stack = spec.stacks().get(2);
        boolean slopes = embedding.slopes().isPresent();
        INDArray values = embedding.values();
        conditioning =
                spec.conditional() ? Optional.of(new Conditioning(spec.embedding(), spec.classes())) : Optional.empty();
        input = spec.conditional()
                ? Signal.of(values.dataType(), embedding.rows(), stack.input(), slopes)
                : embedding.branch();
        memory = Memory.of(input.values());
        head = new Head(stack, parameters, input);
    }

    /** Tells the domains of a batch apart. Where it is not conditional, it reads the embedding where it lies. */
    DomainLoss tell(Batch batch, Outputs outputs, boolean entropyWeights, Pass pass) {
        conditioning.ifPresent(each -> {
            probabilities = Softmax.of(outputs.logits(), outputs.classes());
            memory.write(0, each.products(outputs.embedding(), probabilities));
        });
        return DomainLoss.of(batch, outputs, head.forward(pass), entropyWeights);
    }

    /** The slopes of its loss by the embedding, before they are reversed; none if nothing below learns. */
    double[] backward(DomainLoss loss) {
        double[] slopes = head.backward(loss.slopes());
        return conditioning.map(each -> each.back(slopes, probabilities)).orElse(slopes);
    }

    void settle() {
        head.settle();
    }

    @Override
    public void close() {
        head.close();
        input.close();
    }
}
