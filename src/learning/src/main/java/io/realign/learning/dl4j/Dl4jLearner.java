package io.realign.learning.dl4j;

import io.realign.event.Tensor;
import io.realign.learning.Batch;
import io.realign.learning.Learner;
import io.realign.learning.Losses;
import io.realign.learning.NetSpec;
import io.realign.learning.Snapshot;
import io.realign.learning.Stride;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A computation graph that computes the gradients, and {@link Adam} that follows them. */
final class Dl4jLearner implements Learner {
    /** Rows that are answered at once; more only need more memory. */
    private static final int CHUNK = 512;

    private final NetSpec spec;
    private final ComputationGraph graph;
    private final INDArray gradient;
    private final FlatWeights layout;
    private final Adam adam;

    Dl4jLearner(NetSpec spec, ComputationGraph graph) {
        this.spec = spec;
        this.graph = graph;
        this.gradient = graph.getFlattenedGradients().reshape(graph.numParams());
        this.layout = new FlatWeights(graph);
        this.adam = new Adam(graph.params());
    }

    void restore(Snapshot snapshot) {
        layout.write(snapshot.weights(), graph.params());
        layout.write(snapshot.firstMoments(), adam.first());
        layout.write(snapshot.secondMoments(), adam.second());
        adam.step(snapshot.step());
    }

    @Override
    public Losses step(Batch batch, Stride stride) {
        Losses losses = computeGradient(batch, stride.alpha(), stride.seed());
        double length = gradient.norm2Number().doubleValue();
        if (!Double.isFinite(length + losses.classLoss() + losses.domainLoss())) {
            return new Losses(Double.NaN, Double.NaN);
        }
        if (length > stride.clip()) {
            gradient.muli(stride.clip() / length);
        }
        adam.follow(gradient, stride.learningRate(), stride.weightDecay());
        return losses;
    }

    /** Leaves the mean gradient over the batch in the graph's flat array. */
    Losses computeGradient(Batch batch, double alpha, long seed) {
        ((GradientReversalVertex) graph.getVertex(DannGraph.REVERSAL)).alpha(alpha);
        MergedBatch merged = MergedBatch.of(batch, spec, gradient.dataType());
        Chance.seed(seed);
        graph.setInputs(merged.features());
        graph.setLabels(merged.classes(), merged.domains());
        graph.computeGradientAndScore();
        gradient.divi(batch.size());
        return new Losses(
                graph.getOutputLayer(0).score(), graph.getOutputLayer(1).score());
    }

    @Override
    public float[][] probabilities(float[][] rows) {
        float[][] probabilities = new float[rows.length][];
        for (int from = 0; from < rows.length; from += CHUNK) {
            float[][] chunk = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + CHUNK));
            float[][] answers = graph.output(false, Nd4j.create(chunk))[0].toFloatMatrix();
            System.arraycopy(answers, 0, probabilities, from, answers.length);
        }
        return probabilities;
    }

    @Override
    public Snapshot snapshot() {
        Map<String, Tensor> weights = layout.read(graph.params());
        return new Snapshot(spec, adam.step(), weights, layout.read(adam.first()), layout.read(adam.second()));
    }

    @Override
    public void close() {
        graph.close();
        adam.close();
    }
}
