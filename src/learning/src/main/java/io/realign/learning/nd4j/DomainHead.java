package io.realign.learning.nd4j;

import io.realign.learning.loss.BatchOutputs;
import io.realign.learning.loss.DomainLoss;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.StackSpec;
import java.util.Optional;

/** The domain head. Its input is the embedding; in a conditional network, a multilinear map of the embedding. */
final class DomainHead implements AutoCloseable {
    private final Optional<MultilinearMap> multilinearMap;
    private final Activations input;
    private final HostBuffer inputBuffer;
    private final Head head;
    private double[] probabilities = {};

    DomainHead(NetSpec spec, Parameters parameters, Activations embedding) {
        StackSpec stack = spec.stacks().get(2);
        multilinearMap = spec.conditional()
                ? Optional.of(new MultilinearMap(spec.embeddingWidth(), spec.classes()))
                : Optional.empty();
        input = spec.conditional()
                ? Activations.of(
                        parameters.type(),
                        embedding.rows(),
                        stack.inputShape(),
                        embedding.gradient().isPresent())
                : embedding.branch();
        inputBuffer = HostBuffer.of(input.values());
        head = new Head(stack, parameters, input);
    }

    DomainLoss computeLoss(TrainingBatch batch, BatchOutputs outputs, boolean entropyWeighted, BatchContext context) {
        multilinearMap.ifPresent(map -> {
            probabilities = Softmax.of(outputs.logits(), outputs.classes());
            inputBuffer.write(0, map.forward(outputs.embedding(), probabilities));
        });
        return DomainLoss.of(batch, outputs, head.forward(context), entropyWeighted);
    }

    /** Returns the gradient of the loss with respect to the embedding, not reversed; empty if no preceding layer is trained. */
    double[] backward(DomainLoss loss) {
        double[] gradient = head.backward(loss.gradient());
        return multilinearMap.map(map -> map.backward(gradient, probabilities)).orElse(gradient);
    }

    void updateRunningStatistics() {
        head.updateRunningStatistics();
    }

    @Override
    public void close() {
        head.close();
        input.close();
    }
}
