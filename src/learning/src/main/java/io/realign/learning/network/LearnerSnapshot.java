package io.realign.learning.network;

import io.realign.event.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The complete state of a learner: the next training step depends on nothing else.
 *
 * @param step number of steps taken
 * @param weights weights by name, with the names of {@link NetSpec#weightShapes}
 * @param firstMoments state of the optimizer for each weight: running mean of the gradient (Adam) or velocity (momentum)
 * @param secondMoments state of the optimizer for each weight: running mean of the squared gradient (Adam) or 0 (momentum)
 * @param statistics running statistics by name, with the names of {@link NetSpec#statisticShapes}
 */
public record LearnerSnapshot(
        NetSpec spec,
        OptimizerType optimizerType,
        int step,
        Map<String, Tensor> weights,
        Map<String, Tensor> firstMoments,
        Map<String, Tensor> secondMoments,
        Map<String, Tensor> statistics) {
    public LearnerSnapshot {
        if (step < 0) {
            throw new IllegalArgumentException("step: expected 0 or more, got " + step);
        }
        Map<String, int[]> shapes = spec.weightShapes();
        weights = requireShapes("weights", shapes, weights);
        firstMoments = requireShapes("first moments", shapes, firstMoments);
        secondMoments = requireShapes("second moments", shapes, secondMoments);
        statistics = requireShapes("statistics", spec.statisticShapes(), statistics);
    }

    /**
     * The state before the first step. Weights of dense layers and convolutions are normally distributed with variance
     * {@code 2 / fanIn} (He et al., Delving Deep into Rectifiers, 2015, equation 10), or {@code 2 / (fanIn + fanOut)} in the
     * last layer of a stack (Glorot and Bengio, 2010, equation 12). Gains and variances are 1, all other values are 0.
     */
    public static LearnerSnapshot initial(NetSpec spec, OptimizerType optimizer, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> weights = new HashMap<>();
        for (StackSpec stack : spec.stacks()) {
            String lastLayer = stack.layerName(stack.layers().size() - 1);
            stack.weightShapes().forEach((name, shape) -> weights.put(name, weight(name, shape, lastLayer, random)));
        }
        Map<String, Tensor> moments = constant(spec.weightShapes(), name -> 0f);
        Map<String, Tensor> statistics = constant(spec.statisticShapes(), name -> name.endsWith(".variance") ? 1f : 0f);
        return new LearnerSnapshot(spec, optimizer, 0, weights, moments, moments, statistics);
    }

    /** Returns a copy with the feature extractor of another snapshot, which must have the same layers. */
    public LearnerSnapshot withFeatureExtractorOf(LearnerSnapshot other) {
        return with(withFeatureExtractor(weights, other.weights), withFeatureExtractor(statistics, other.statistics));
    }

    public LearnerSnapshot withWeights(Map<String, Tensor> newWeights) {
        return with(newWeights, statistics);
    }

    private LearnerSnapshot with(Map<String, Tensor> newWeights, Map<String, Tensor> newStatistics) {
        return new LearnerSnapshot(spec, optimizerType, step, newWeights, firstMoments, secondMoments, newStatistics);
    }

    private Map<String, Tensor> withFeatureExtractor(Map<String, Tensor> own, Map<String, Tensor> other) {
        String prefix = spec.stacks().get(0).name() + "/";
        Map<String, Tensor> merged = new HashMap<>(own);
        merged.replaceAll((name, tensor) -> name.startsWith(prefix) ? other.get(name) : tensor);
        return merged;
    }

    private static Tensor weight(String name, int[] shape, String lastLayer, SplittableRandom random) {
        Tensor tensor = constant(shape, name.endsWith(".gain") ? 1 : 0);
        if (name.endsWith(".weight")) {
            boolean dense = shape.length == 2;
            double fanIn = dense ? shape[0] : tensor.size() / (double) shape[0];
            double fanOut = dense ? shape[1] : tensor.size() / (double) shape[1];
            double deviation = Math.sqrt(2 / (name.startsWith(lastLayer + ".") ? fanIn + fanOut : fanIn));
            for (int i = 0; i < tensor.size(); i++) {
                tensor.values()[i] = (float) (deviation * random.nextGaussian());
            }
        }
        return tensor;
    }

    private static Map<String, Tensor> constant(Map<String, int[]> shapes, Function<String, Float> value) {
        Map<String, Tensor> tensors = new HashMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, constant(shape, value.apply(name))));
        return tensors;
    }

    private static Tensor constant(int[] shape, float value) {
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Arrays.fill(values, value);
        return new Tensor(shape, values);
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
