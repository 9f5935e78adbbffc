package io.realign.learning.network;

import io.realign.event.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * All that the next step of a learner depends on.
 *
 * @param spec the network
 * @param optimiser how gradients are followed
 * @param step how many steps have been taken
 * @param weights by the names of {@link NetSpec#shapes}
 * @param firstMoments the optimiser's running mean of each weight's gradient
 * @param secondMoments its running mean of the square
 * @param statistics of the layers that normalise, by the names of {@link NetSpec#statistics}
 */
public record Snapshot(
        NetSpec spec,
        Optimiser optimiser,
        int step,
        Map<String, Tensor> weights,
        Map<String, Tensor> firstMoments,
        Map<String, Tensor> secondMoments,
        Map<String, Tensor> statistics) {
    public Snapshot {
        if (step < 0) {
            throw new IllegalArgumentException("step: expected 0 or more, got " + step);
        }
        Map<String, int[]> shapes = spec.shapes();
        weights = requireShapes("weights", shapes, weights);
        firstMoments = requireShapes("first moments", shapes, firstMoments);
        secondMoments = requireShapes("second moments", shapes, secondMoments);
        statistics = requireShapes("statistics", spec.statistics(), statistics);
    }

    private static Map<String, Tensor> requireShapes(
            String what, Map<String, int[]> shapes, Map<String, Tensor> tensors) {
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
