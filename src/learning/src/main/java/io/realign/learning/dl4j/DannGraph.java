package io.realign.learning.dl4j;

import io.realign.learning.Layers;
import io.realign.learning.NetSpec;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/** Builds the graph of a {@link NetSpec}: one input, and the outputs class and domain in this order. */
final class DannGraph {
    static final String FEATURES = "features";
    static final String REVERSAL = "reversal";

    private DannGraph() {}

    /** The graph with random weights, ready to compute gradients. */
    static ComputationGraph build(NetSpec spec, DataType dataType, long seed) {
        ComputationGraph graph = new ComputationGraph(configuration(spec, dataType, seed));
        Chance.seed(Chance.mixed(seed));
        graph.init();
        graph.initGradientsView();
        return graph;
    }

    private static ComputationGraphConfiguration configuration(NetSpec spec, DataType dataType, long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(Chance.mixed(seed))
                .dataType(dataType)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .graphBuilder()
                .addInputs(FEATURES)
                .addLayer(Layers.HIDDEN, dense(spec.features(), spec.hidden()).build(), FEATURES)
                .addLayer(Layers.EMBEDDING, embedding(spec), Layers.HIDDEN)
                .addLayer(Layers.CLASS, classes(spec), Layers.EMBEDDING)
                .addVertex(REVERSAL, new GradientReversal(), Layers.EMBEDDING)
                .addLayer(
                        Layers.DOMAIN_HIDDEN,
                        dense(spec.embedding(), spec.embedding()).build(),
                        REVERSAL)
                .addLayer(Layers.DOMAIN, domain(spec), Layers.DOMAIN_HIDDEN)
                .setOutputs(Layers.CLASS, Layers.DOMAIN)
                .build();
    }

    private static DenseLayer.Builder dense(int in, int out) {
        return new DenseLayer.Builder().nIn(in).nOut(out);
    }

    /** The library drops a layer's inputs and counts what it keeps. */
    private static DenseLayer embedding(NetSpec spec) {
        DenseLayer.Builder layer = dense(spec.hidden(), spec.embedding());
        return spec.dropout() == 0
                ? layer.build()
                : layer.dropOut(new Dropout(1 - spec.dropout())).build();
    }

    private static OutputLayer classes(NetSpec spec) {
        return new OutputLayer.Builder(new WeightedCrossEntropy())
                .nIn(spec.embedding())
                .nOut(spec.classes())
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static OutputLayer domain(NetSpec spec) {
        return new OutputLayer.Builder(new LossBinaryXENT())
                .nIn(spec.embedding())
                .nOut(1)
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.SIGMOID)
                .build();
    }
}
