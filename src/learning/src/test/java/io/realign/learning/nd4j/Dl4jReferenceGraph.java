package io.realign.learning.nd4j;

import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.LayerSpec.BatchNorm;
import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.MaxPool;
import io.realign.learning.network.LayerSpec.Relu;
import io.realign.learning.network.StackSpec;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A stack as a ComputationGraph of Deeplearning4j, the reference implementation in tests. */
final class Dl4jReferenceGraph implements AutoCloseable {
    private static final String INPUT = "input";

    /** Parameter names of Deeplearning4j. */
    private static final Map<String, String> PARTS =
            Map.of("weight", "W", "bias", "b", "gain", "gamma", "shift", "beta");

    private final StackSpec spec;
    private final ComputationGraph graph;
    private Map<String, INDArray> gradient = Map.of();

    Dl4jReferenceGraph(StackSpec spec) {
        this.spec = spec;
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(type(spec.inputShape()));
        String below = INPUT;
        for (int position = 0; position < spec.layers().size(); position++) {
            builder.addLayer(spec.layerName(position), layer(spec.layers().get(position)), below);
            below = spec.layerName(position);
        }
        graph = new ComputationGraph(builder.setOutputs(below).build());
        graph.init();
    }

    private static InputType type(List<Integer> shape) {
        return shape.size() == 1
                ? InputType.feedForward(shape.get(0))
                : InputType.convolutional(shape.get(1), shape.get(2), shape.get(0));
    }

    private static Layer layer(LayerSpec spec) {
        if (spec instanceof Dense dense) {
            return new DenseLayer.Builder().nOut(dense.outputs()).build();
        } else if (spec instanceof Convolution convolution) {
            return new ConvolutionLayer.Builder(convolution.kernelSize(), convolution.kernelSize())
                    .nOut(convolution.channels())
                    .build();
        } else if (spec instanceof MaxPool pool) {
            return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                    .kernelSize(pool.size(), pool.size())
                    .stride(pool.size(), pool.size())
                    .build();
        } else if (spec instanceof BatchNorm) {
            return new BatchNormalization.Builder().eps(BatchNorm.EPSILON).build();
        } else if (spec instanceof Relu) {
            return new ActivationLayer(Activation.RELU);
        }
        throw new IllegalArgumentException("not reproducible with Deeplearning4j: " + spec);
    }

    void set(String name, INDArray value) {
        INDArray weight = graph.getParam(parameter(name));
        weight.assign(value.reshape(weight.shape()));
    }

    INDArray forward(INDArray rows) {
        return graph.feedForward(new INDArray[] {rows}, true, false)
                .get(spec.layerName(spec.layers().size() - 1));
    }

    /** Backpropagates; invalidates the inputs of the graph. */
    void backward(INDArray outputGradient) {
        gradient = graph.backpropGradient(outputGradient).gradientForVariable();
    }

    double[] gradient(String name) {
        return gradient.get(parameter(name)).dup('c').data().asDouble();
    }

    private static String parameter(String name) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "_" + PARTS.get(name.substring(dot + 1));
    }

    @Override
    public void close() {
        graph.close();
    }
}
