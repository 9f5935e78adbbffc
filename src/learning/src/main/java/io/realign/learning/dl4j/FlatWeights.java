package io.realign.learning.dl4j;

import io.realign.event.Tensor;
import io.realign.learning.Layers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where each weight lies in a graph's flat array. Gradients and Adam's moments lie the same way. In the flat array
 * matrices are in column-major order, in files in row-major order.
 */
final class FlatWeights {
    @SuppressWarnings("ArrayRecordComponent")
    private record Slot(String name, long[] shape, long from, long length) {}

    private final List<Slot> slots = new ArrayList<>();

    FlatWeights(ComputationGraph graph) {
        long from = 0;
        for (Map.Entry<String, INDArray> weight : graph.paramTable().entrySet()) {
            INDArray array = weight.getValue();
            long[] shape = weight.getKey().endsWith("_b") ? new long[] {array.length()} : array.shape();
            slots.add(new Slot(name(weight.getKey()), shape, from, array.length()));
            from += array.length();
        }
    }

    /** The library calls the weights of a layer {@code layer_W} and {@code layer_b}. */
    private static String name(String parameter) {
        String layer = parameter.substring(0, parameter.length() - 2);
        return parameter.endsWith("_b") ? Layers.bias(layer) : Layers.weight(layer);
    }

    Map<String, Tensor> read(INDArray flat) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Slot slot : slots) {
            float[] values = view(flat, slot).dup('c').data().asFloat();
            int[] shape = Arrays.stream(slot.shape()).mapToInt(Math::toIntExact).toArray();
            tensors.put(slot.name(), new Tensor(shape, values));
        }
        return tensors;
    }

    void write(Map<String, Tensor> tensors, INDArray flat) {
        for (Slot slot : slots) {
            float[] values = tensors.get(slot.name()).values();
            view(flat, slot).assign(Nd4j.create(values, slot.shape(), 'c'));
        }
    }

    private static INDArray view(INDArray flat, Slot slot) {
        INDArray row = flat.reshape(flat.length());
        return row.get(NDArrayIndex.interval(slot.from(), slot.from() + slot.length()))
                .reshape('f', slot.shape());
    }
}
