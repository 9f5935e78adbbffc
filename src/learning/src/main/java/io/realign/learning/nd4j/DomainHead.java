package io.realign.learning.nd4j;

import io.realign.learning.loss.BatchOutputs;
import io.realign.learning.loss.DomainLoss;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.StackSpec;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The domain head, and what it is shown of an embedding. */
final class DomainHead implements AutoCloseable {
    private final Optional<MultilinearMap> multilinearMap;
    private final Activations input;
    private final HostBuffer inputBuffer;
    private final Head head;
    private double[] probabilities = {};

    DomainHead(NetSpec spec, Parameters parameters, Activations embedding) {
        StackSpec stack = spec.stacks().get(2);
        boolean slopes = embedding.gradient().isPresent();
        INDArray values = embedding.values();
        multilinearMap = spec.conditional()
                ? Optional.of(new MultilinearMap(spec.embeddingWidth(), spec.classes()))
                : Optional.empty();
        input = spec.conditional()
                ? Activations.of(values.dataType(), embedding.rows(), stack.inputShape(), slopes)
                : embedding.branch();
        inputBuffer = HostBuffer.of(input.values());
        head = new Head(stack, parameters, input);
    }

    /** Tells the domains of a batch apart. Where it is not conditional, it reads the embedding where it lies. */
    DomainLoss computeLoss(TrainingBatch batch, BatchOutputs outputs, boolean entropyWeights, ForwardPass pass) {
        multilinearMap.ifPresent(each -> {
            probabilities = Softmax.of(outputs.logits(), outputs.classes());
            inputBuffer.write(0, each.forward(outputs.embedding(), probabilities));
        });
        return DomainLoss.of(batch, outputs, head.forward(pass), entropyWeights);
    }

    /** The slopes of its loss by the embedding, before they are reversed; none if nothing below learns. */
    double[] backward(DomainLoss loss) {
        double[] slopes = head.backward(loss.gradient());
        return multilinearMap.map(each -> each.backward(slopes, probabilities)).orElse(slopes);
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
