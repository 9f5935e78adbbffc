package io.realign.learning.network;

import io.realign.event.Tensor;
import java.util.Map;

/**
 * All that the next step of a learner depends on.
 *
 * @param spec the network
 * @param optimiser how gradients are followed
 * @param step how many steps have been taken
 * @param weights by name: {@code features/0.weight}, {@code class/2.bias}, ...
 * @param firstMoments the optimiser's running mean of each weight's gradient
 * @param secondMoments its running mean of the square
 * @param statistics running statistics of the layers that normalise, by name: {@code features/1.mean}, ...
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
        weights = Map.copyOf(weights);
        firstMoments = Map.copyOf(firstMoments);
        secondMoments = Map.copyOf(secondMoments);
        statistics = Map.copyOf(statistics);
    }
}
