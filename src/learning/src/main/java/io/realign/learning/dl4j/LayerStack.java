package io.realign.learning.dl4j;

import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.Dropout;
import io.realign.learning.network.LayerSpec.MaxPool;
import io.realign.learning.network.LayerSpec.Normalise;
import io.realign.learning.network.LayerSpec.Relu;
import io.realign.learning.network.StackSpec;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** The layers of a {@link StackSpec} for a fixed number of rows, and the signals between them. */
final class LayerStack implements AutoCloseable {
    private final List<Layer> layers = new ArrayList<>();
    private final List<Signal> between = new ArrayList<>();
    private final Signal output;

    /**
     * @param training whether slopes will be passed back; a stack that is only asked drops nothing and normalises by
     *     running statistics
     */
    LayerStack(StackSpec spec, Parameters parameters, Signal input, boolean training) {
        DataType type = input.values().dataType();
        List<List<Integer>> shapes = spec.shapes();
        Signal in = input;
        boolean slopes = input.slopes().isPresent();
        for (int place = 0; place < spec.layers().size(); place++) {
            LayerSpec layer = spec.layers().get(place);
            if (layer instanceof Dropout dropout && (!training || dropout.share() == 0)) {
                continue;
            }
            slopes |= training && !layer.weights(shapes.get(place)).isEmpty();
            Signal out = Signal.of(type, input.rows(), shapes.get(place + 1), slopes);
            layers.add(layer(layer, in, out, new Weights(parameters, spec.layer(place))));
            between.add(out);
            in = out;
        }
        output = in;
    }

    private static Layer layer(LayerSpec spec, Signal in, Signal out, Weights weights) {
        // A switch over the sealed type would be a preview feature of Java 17.
        if (spec instanceof Dense) {
            return Prepared.dense(in, out, weights);
        } else if (spec instanceof Relu) {
            return Prepared.relu(in, out);
        } else if (spec instanceof Dropout dropout) {
            return new DropoutLayer(in, out, dropout.share(), weights.layer());
        } else if (spec instanceof Convolution convolution) {
            return Prepared.convolution(in, out, weights, convolution);
        } else if (spec instanceof MaxPool pool) {
            return Prepared.maxPool(in, out, pool);
        } else {
            return NormaliseLayer.of(in, out, weights, ((Normalise) spec).perDomain());
        }
    }

    /** What comes out of the last layer, with the slopes that pass back from there. */
    Signal output() {
        return output;
    }

    void forward(Pass pass) {
        layers.forEach(layer -> layer.forward(pass));
    }

    void backward() {
        for (int i = layers.size() - 1; i >= 0; i--) {
            layers.get(i).backward();
        }
    }

    void settle() {
        layers.forEach(Layer::settle);
    }

    @Override
    public void close() {
        layers.forEach(Layer::close);
        between.forEach(Signal::close);
    }
}
