package io.realign.learning.nd4j;

import io.realign.learning.loss.BatchOutputs;
import io.realign.learning.loss.DomainLoss;
import io.realign.learning.loss.Gradients;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.LossTerms;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.NetSpec;
import java.util.Map;
import java.util.Optional;

/** Feature extractor, class head and domain head in training mode, for batches of a fixed number of rows. */
final class TrainingNetwork implements AutoCloseable {
    private final NetSpec spec;
    private final Parameters parameters;
    private final InputBuffer inputs;
    private final LayerStack featureExtractor;
    private final HostBuffer embedding;
    private final Optional<HostBuffer> embeddingGradient;
    private final Activations classInput;
    private final Head classHead;
    private final DomainHead domainHead;
    private boolean adversarial;

    TrainingNetwork(NetSpec spec, Parameters parameters, int rows) {
        this.spec = spec;
        this.parameters = parameters;
        inputs = new InputBuffer(spec, parameters.type(), rows);
        featureExtractor = LayerStack.forTraining(spec.stacks().get(0), parameters, inputs.activations());
        Activations embeddingActivations = featureExtractor.output().flatten();
        embedding = HostBuffer.of(embeddingActivations.values());
        embeddingGradient = embeddingActivations.gradient().map(HostBuffer::of);
        classInput = embeddingActivations.branch();
        classHead = new Head(spec.stacks().get(1), parameters, classInput);
        domainHead = new DomainHead(spec, parameters, embeddingActivations);
    }

    int rows() {
        return inputs.rows();
    }

    /**
     * Writes the gradients to the parameters. The gradient of each head is that of its own loss. For the feature extractor, the
     * weighted domain loss is subtracted from the other terms of the objective (gradient reversal).
     */
    Losses computeGradient(TrainingBatch batch, Objective objective, long seed) {
        adversarial = objective.weights().containsKey(LossTerm.DOMAIN);
        if (!adversarial) {
            parameters.zeroGradients();
        }
        BatchContext context = new BatchContext(batch.source().length, seed);
        BatchOutputs outputs = forward(batch.source(), batch.target(), context);
        Gradients gradients = Gradients.zeros(outputs);
        Map<LossTerm, Double> values = LossTerms.addGradients(batch, outputs, objective, gradients);
        addScaled(gradients.embedding(), 1, classHead.backward(gradients.logits()));
        double domainAccuracy = .5;
        if (adversarial) {
            DomainLoss loss = domainHead.computeLoss(batch, outputs, objective.entropyWeighted(), context);
            addScaled(gradients.embedding(), -objective.alpha(), domainHead.backward(loss));
            values.put(LossTerm.DOMAIN, loss.value());
            domainAccuracy = loss.domainAccuracy();
        }
        backpropagate(gradients);
        return new Losses(values, domainAccuracy);
    }

    /** Writes the gradients of a custom loss to the parameters; those of the domain head are 0. */
    double computeGradient(float[][] source, float[][] target, OutputLoss loss, long seed) {
        adversarial = false;
        parameters.zeroGradients();
        BatchOutputs outputs = forward(source, target, new BatchContext(source.length, seed));
        Gradients gradients = Gradients.zeros(outputs);
        double value = loss.addGradient(outputs, gradients);
        addScaled(gradients.embedding(), 1, classHead.backward(gradients.logits()));
        backpropagate(gradients);
        return value;
    }

    private BatchOutputs forward(float[][] source, float[][] target, BatchContext context) {
        int sourceRows = source.length;
        for (int row = 0; row < sourceRows + target.length; row++) {
            inputs.copyRow(row, row < sourceRows ? source[row] : target[row - sourceRows]);
        }
        featureExtractor.forward(context);
        double[] logits = classHead.forward(context);
        return new BatchOutputs(
                sourceRows, target.length, spec.embeddingWidth(), spec.classes(), embedding.read(), logits);
    }

    private void backpropagate(Gradients gradients) {
        embeddingGradient.ifPresent(buffer -> buffer.write(0, gradients.embedding()));
        featureExtractor.backward();
    }

    /** {@code sums += factor * values}. */
    private static void addScaled(double[] sums, double factor, double[] values) {
        for (int i = 0; i < values.length; i++) {
            sums[i] += factor * values[i];
        }
    }

    void updateRunningStatistics() {
        featureExtractor.updateRunningStatistics();
        classHead.updateRunningStatistics();
        if (adversarial) {
            domainHead.updateRunningStatistics();
        }
    }

    @Override
    public void close() {
        domainHead.close();
        classHead.close();
        classInput.close();
        featureExtractor.close();
        inputs.close();
    }
}
