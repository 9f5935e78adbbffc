package io.realign.learning.nd4j;

import io.realign.event.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The positions of the weights of a network in one flat array: consecutive, row-major, in the order of the layers. */
final class ParameterLayout {
    @SuppressWarnings("ArrayRecordComponent")
    record Slot(int offset, int length, int[] shape) {}

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final int length;

    ParameterLayout(Map<String, int[]> shapes) {
        int offset = 0;
        for (Map.Entry<String, int[]> weight : shapes.entrySet()) {
            int size = Arrays.stream(weight.getValue()).reduce(1, Math::multiplyExact);
            slots.put(weight.getKey(), new Slot(offset, size, weight.getValue()));
            offset += size;
        }
        length = offset;
    }

    int length() {
        return length;
    }

    Map<String, Slot> slots() {
        return slots;
    }

    Map<String, Tensor> toTensors(float[] flat) {
        Map<String, Tensor> tensors = new HashMap<>();
        slots.forEach((name, slot) -> tensors.put(
                name,
                new Tensor(slot.shape(), Arrays.copyOfRange(flat, slot.offset(), slot.offset() + slot.length()))));
        return tensors;
    }

    float[] flatten(Map<String, Tensor> tensors) {
        float[] flat = new float[length];
        slots.forEach(
                (name, slot) -> System.arraycopy(tensors.get(name).values(), 0, flat, slot.offset(), slot.length()));
        return flat;
    }
}
