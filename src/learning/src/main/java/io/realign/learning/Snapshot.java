package io.realign.learning;

import io.realign.event.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * All that the next step of a learner depends on.
 *
 * @param spec the network
 * @param step how many steps have been taken
 * @param weights by the names of {@link Layers}
 * @param firstMoments Adam's running mean of each weight's gradient
 * @param secondMoments Adam's running mean of its square
 */
public record Snapshot(
        NetSpec spec,
        int step,
        Map<String, Tensor> weights,
        Map<String, Tensor> firstMoments,
        Map<String, Tensor> secondMoments) {
    public Snapshot {
        if (step < 0) {
            throw new IllegalArgumentException("step: expected 0 or more, got " + step);
        }
        weights = requireShapes(spec, "weights", weights);
        firstMoments = requireShapes(spec, "first moments", firstMoments);
        secondMoments = requireShapes(spec, "second moments", secondMoments);
    }

    private static Map<String, Tensor> requireShapes(NetSpec spec, String what, Map<String, Tensor> tensors) {
        Map<String, int[]> shapes = spec.shapes();
        if (!shapes.keySet().equals(tensors.keySet())) {
            throw new IllegalArgumentException(
                    "%s: expected tensors %s, got %s".formatted(what, shapes.keySet(), tensors.keySet()));
        }
        shapes.forEach((name, shape) -> {
            int[] actual = tensors.get(name).shape();
            if (!Arrays.equals(shape, actual)) {
                throw new IllegalArgumentException("%s of %s: expected shape %s, got %s"
                        .formatted(what, name, Arrays.toString(shape), Arrays.toString(actual)));
            }
        });
        return Map.copyOf(tensors);
    }
}
