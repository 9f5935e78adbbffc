package io.realign.learning.dl4j;

import io.realign.learning.loss.DomainLoss;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.Outputs;
import io.realign.learning.loss.Slopes;
import io.realign.learning.loss.Term;
import io.realign.learning.loss.Terms;
import io.realign.learning.network.Batch;
import io.realign.learning.network.NetSpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The three stacks of a network in training, for batches of a fixed number of rows. */
final class TrainedNetwork implements AutoCloseable {
    private final NetSpec spec;
    private final Parameters parameters;
    private final Inputs inputs;
    private final LayerStack features;
    private final Memory embedding;
    private final Optional<Memory> embeddingSlopes;
    private final Signal classInput;
    private final Head classHead;
    private final Adversary adversary;
    private boolean opposed;

    TrainedNetwork(NetSpec spec, Parameters parameters, int rows) {
        this.spec = spec;
        this.parameters = parameters;
        inputs = new Inputs(spec, parameters.type(), rows);
        features = new LayerStack(spec.stacks().get(0), parameters, inputs.signal(), true);
        Signal top = features.output().flat();
        embedding = Memory.of(top.values());
        embeddingSlopes = top.slopes().map(Memory::of);
        classInput = top.branch();
        classHead = new Head(spec.stacks().get(1), parameters, classInput);
        adversary = new Adversary(spec, parameters, top);
    }

    int rows() {
        return inputs.rows();
    }

    /**
     * Leaves the gradient in the parameters: that of the heads is of their own loss, that of the features of the
     * objective with the domain term subtracted.
     */
    Losses differentiate(Batch batch, Objective objective, long seed) {
        opposed = objective.weights().containsKey(Term.DOMAIN);
        if (!opposed) {
            parameters.forget();
        }
        Pass pass = new Pass(batch.source().length, seed);
        Outputs outputs = forward(batch.source(), batch.target(), pass);
        Slopes slopes = Slopes.of(outputs);
        Map<Term, Double> values = new EnumMap<>(Term.class);
        values.putAll(Terms.add(batch, outputs, objective, slopes));
        double[] total = slopes.embedding();
        add(1, classHead.backward(slopes.logits()), total);
        double accuracy = .5;
        if (opposed) {
            DomainLoss loss = adversary.tell(batch, outputs, objective.entropyWeights(), pass);
            add(-objective.alpha(), adversary.backward(loss), total);
            values.put(Term.DOMAIN, loss.value());
            accuracy = loss.accuracy();
        }
        embeddingSlopes.ifPresent(memory -> memory.write(0, total));
        features.backward();
        return new Losses(values, accuracy);
    }

    /** Leaves the gradient of another loss in the parameters. The domain head has no part in it. */
    double differentiate(float[][] source, float[][] target, OutputLoss loss, long seed) {
        opposed = false;
        parameters.forget();
        Outputs outputs = forward(source, target, new Pass(source.length, seed));
        Slopes slopes = Slopes.of(outputs);
        double value = loss.add(outputs, slopes);
        double[] total = slopes.embedding();
        add(1, classHead.backward(slopes.logits()), total);
        embeddingSlopes.ifPresent(memory -> memory.write(0, total));
        features.backward();
        return value;
    }

    private Outputs forward(float[][] source, float[][] target, Pass pass) {
        int sources = source.length;
        for (int row = 0; row < sources + target.length; row++) {
            inputs.lay(row, row < sources ? source[row] : target[row - sources]);
        }
        features.forward(pass);
        double[] logits = classHead.forward(pass);
        return new Outputs(sources, target.length, spec.embedding(), spec.classes(), embedding.read(), logits);
    }

    private static void add(double factor, double[] values, double[] sums) {
        for (int i = 0; i < values.length; i++) {
            sums[i] += factor * values[i];
        }
    }

    /** Takes the batch seen last into the running statistics. */
    void settle() {
        features.settle();
        classHead.settle();
        if (opposed) {
            adversary.settle();
        }
    }

    @Override
    public void close() {
        adversary.close();
        classHead.close();
        classInput.close();
        features.close();
        inputs.close();
    }
}
