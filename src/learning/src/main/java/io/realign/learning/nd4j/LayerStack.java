package io.realign.learning.nd4j;

import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.LayerSpec.BatchNorm;
import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.Dropout;
import io.realign.learning.network.LayerSpec.MaxPool;
import io.realign.learning.network.LayerSpec.Relu;
import io.realign.learning.network.StackSpec;
import java.util.ArrayList;
import java.util.List;

/** The layers of a {@link StackSpec} and the activations between them, for a fixed number of rows. */
final class LayerStack implements AutoCloseable {
    private final List<Layer> layers = new ArrayList<>();
    private final List<Activations> activations = new ArrayList<>();
    private final Activations output;

    /** Creates layers with gradients, dropout, and batch normalisation by the statistics of the batch. */
    static LayerStack forTraining(StackSpec spec, Parameters parameters, Activations input) {
        return new LayerStack(spec, parameters, input, true);
    }

    /** Creates layers without gradients or dropout, and with batch normalisation by the running statistics. */
    static LayerStack forInference(StackSpec spec, Parameters parameters, Activations input) {
        return new LayerStack(spec, parameters, input, false);
    }

    private LayerStack(StackSpec spec, Parameters parameters, Activations input, boolean training) {
        List<List<Integer>> shapes = spec.layerShapes();
        Activations in = input;
        boolean hasGradient = input.gradient().isPresent();
        for (int position = 0; position < spec.layers().size(); position++) {
            LayerSpec layer = spec.layers().get(position);
            if (layer instanceof Dropout dropout && (!training || dropout.rate() == 0)) {
                continue;
            }
            // The activations before the first layer with weights need no gradient.
            hasGradient |= training && !layer.weightShapes(shapes.get(position)).isEmpty();
            Activations out = Activations.of(parameters.type(), input.rows(), shapes.get(position + 1), hasGradient);
            layers.add(layer(layer, in, out, new LayerParameters(parameters, spec.layerName(position))));
            activations.add(out);
            in = out;
        }
        output = in;
    }

    private static Layer layer(LayerSpec spec, Activations in, Activations out, LayerParameters parameters) {
        // A switch over the sealed type is a preview feature of Java 17.
        if (spec instanceof Dense) {
            return OperationLayer.dense(in, out, parameters);
        } else if (spec instanceof Relu) {
            return OperationLayer.relu(in, out);
        } else if (spec instanceof Dropout dropout) {
            return new DropoutLayer(in, out, dropout.rate(), parameters.layer());
        } else if (spec instanceof Convolution convolution) {
            return OperationLayer.convolution(in, out, parameters, convolution);
        } else if (spec instanceof MaxPool pool) {
            return OperationLayer.maxPool(in, out, pool);
        } else {
            return BatchNormLayer.of(in, out, parameters, ((BatchNorm) spec).perDomain());
        }
    }

    Activations output() {
        return output;
    }

    void forward(BatchContext context) {
        layers.forEach(layer -> layer.forward(context));
    }

    void backward() {
        for (int i = layers.size() - 1; i >= 0; i--) {
            layers.get(i).backward();
        }
    }

    void updateRunningStatistics() {
        layers.forEach(Layer::updateRunningStatistics);
    }

    @Override
    public void close() {
        layers.forEach(Layer::close);
        activations.forEach(Activations::close);
    }
}
