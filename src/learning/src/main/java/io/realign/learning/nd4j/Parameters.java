package io.realign.learning.nd4j;

import io.realign.event.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Weights, gradients and running statistics of a network. All weights are in one flat array, and so are their gradients; the
 * layers use views of them.
 */
final class Parameters implements AutoCloseable {
    private final INDArray values;
    private final INDArray gradients;
    private final ParameterLayout layout;
    private final HostBuffer valueBuffer;
    private final HostBuffer gradientBuffer;
    private final float[] zeros;
    private final Map<String, int[]> statisticShapes;
    private final Map<String, float[]> statistics = new HashMap<>();

    Parameters(Map<String, int[]> weightShapes, Map<String, int[]> statisticShapes, DataType type) {
        layout = new ParameterLayout(weightShapes);
        values = Nd4j.create(type, layout.length());
        gradients = Nd4j.create(type, layout.length());
        this.statisticShapes = statisticShapes;
        statisticShapes.forEach((name, shape) ->
                statistics.put(name, new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)]));
        valueBuffer = HostBuffer.of(values);
        gradientBuffer = HostBuffer.of(gradients);
        zeros = new float[layout.length()];
    }

    DataType type() {
        return values.dataType();
    }

    INDArray values() {
        return values;
    }

    void write(float[] weights) {
        valueBuffer.write(0, weights);
    }

    void zeroGradients() {
        gradientBuffer.write(0, zeros);
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
        ParameterLayout.Slot slot = layout.slots().get(name);
        long[] shape = Arrays.stream(slot.shape()).asLongStream().toArray();
        return flat.get(NDArrayIndex.interval(slot.offset(), slot.offset() + slot.length()))
                .reshape('c', shape);
    }

    float[] statistic(String name) {
        return statistics.get(name);
    }

    Map<String, Tensor> statistics() {
        Map<String, Tensor> tensors = new HashMap<>();
        statisticShapes.forEach((name, shape) ->
                tensors.put(name, new Tensor(shape, statistics.get(name).clone())));
        return tensors;
    }

    void restoreStatistics(Map<String, Tensor> tensors) {
        tensors.forEach((name, tensor) -> System.arraycopy(tensor.values(), 0, statistics.get(name), 0, tensor.size()));
    }

    @Override
    public void close() {
        values.close();
        gradients.close();
    }
}
