package io.realign.learning.dl4j;

import io.realign.event.Tensor;
import io.realign.learning.network.NetSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Weights and gradient of a network, each in one flat array that the layers have views of, so that they can be followed
 * at once; and the running statistics.
 */
final class Parameters implements AutoCloseable {
    private final INDArray values;
    private final INDArray gradients;
    private final Layout layout;
    private final Memory memory;
    private final Memory gradientMemory;
    private final float[] zeros;
    private final Map<String, int[]> shapes;
    private final Map<String, float[]> statistics = new HashMap<>();

    Parameters(NetSpec spec, DataType type) {
        this(spec.shapes(), spec.statistics(), type);
    }

    /** With weights and statistics of these shapes. */
    Parameters(Map<String, int[]> weights, Map<String, int[]> statistics, DataType type) {
        layout = new Layout(weights);
        values = Nd4j.create(type, layout.length());
        gradients = Nd4j.create(type, layout.length());
        shapes = statistics;
        shapes.forEach((name, shape) ->
                this.statistics.put(name, new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)]));
        memory = Memory.of(values);
        gradientMemory = Memory.of(gradients);
        zeros = new float[layout.length()];
    }

    DataType type() {
        return values.dataType();
    }

    INDArray values() {
        return values;
    }

    void write(float[] weights) {
        memory.write(0, weights);
    }

    /** Sets the gradient to zero. */
    void forget() {
        gradientMemory.write(0, zeros);
    }

    INDArray gradients() {
        return gradients;
    }

    INDArray value(String name) {
        return view(values, name);
    }

    INDArray gradient(String name) {
        return view(gradients, name);
    }

    private INDArray view(INDArray flat, String name) {
        Layout.Slot slot = layout.slots().get(name);
        long[] shape = Arrays.stream(slot.shape()).asLongStream().toArray();
        return flat.get(NDArrayIndex.interval(slot.from(), slot.from() + slot.length()))
                .reshape('c', shape);
    }

    float[] statistic(String name) {
        return statistics.get(name);
    }

    Map<String, Tensor> statistics() {
        Map<String, Tensor> tensors = new HashMap<>();
        shapes.forEach((name, shape) ->
                tensors.put(name, new Tensor(shape, statistics.get(name).clone())));
        return tensors;
    }

    void restore(Map<String, Tensor> tensors) {
        tensors.forEach((name, tensor) -> System.arraycopy(tensor.values(), 0, statistics.get(name), 0, tensor.size()));
    }

    @Override
    public void close() {
        values.close();
        gradients.close();
    }
}
