package io.realign.learning.network;

import io.realign.event.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * All that the next step of a learner depends on.
 *
 * @param spec the network
 * @param optimizerType how gradients are followed
 * @param step how many steps have been taken
 * @param weights by the names of {@link NetSpec#weightShapes}
 * @param firstMoments the optimiser's running mean of each weight's gradient
 * @param secondMoments its running mean of the square
 * @param statistics of the layers that normalise, by the names of {@link NetSpec#statisticShapes}
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
     * Where a training starts: weights of a dense layer or a convolution from a normal distribution of variance
     * {@code 2 / inputs} (He et al., Delving Deep into Rectifiers, 2015, equation 10), in the last layer of a stack
     * {@code 2 / (inputs + outputs)} (Glorot and Bengio, 2010, equation 12); gains and variances 1, all else 0.
     *
     * @param seed that the weights follow from
     */
    public static LearnerSnapshot initial(NetSpec spec, OptimizerType optimiser, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> weights = new HashMap<>();
        for (StackSpec stack : spec.stacks()) {
            String last = stack.layerName(stack.layers().size() - 1);
            stack.weightShapes().forEach((name, shape) -> weights.put(name, weight(name, shape, last, random)));
        }
        Map<String, Tensor> moments = constant(spec.weightShapes(), name -> 0f);
        Map<String, Tensor> statistics = constant(spec.statisticShapes(), name -> name.endsWith(".variance") ? 1f : 0f);
        return new LearnerSnapshot(spec, optimiser, 0, weights, moments, moments, statistics);
    }

    /** This network with the features of another one, whose features have the same layers, weights and statistics. */
    public LearnerSnapshot withFeaturesOf(LearnerSnapshot other) {
        return new LearnerSnapshot(
                spec,
                optimizerType,
                step,
                withFeatures(weights, other.weights),
                firstMoments,
                secondMoments,
                withFeatures(statistics, other.statistics));
    }

    private Map<String, Tensor> withFeatures(Map<String, Tensor> own, Map<String, Tensor> others) {
        String features = spec.stacks().get(0).name() + "/";
        Map<String, Tensor> mixed = new HashMap<>(own);
        mixed.replaceAll((name, tensor) -> name.startsWith(features) ? others.get(name) : tensor);
        return mixed;
    }

    private static Tensor weight(String name, int[] shape, String last, SplittableRandom random) {
        Tensor tensor = constant(shape, name.endsWith(".gain") ? 1 : 0);
        if (name.endsWith(".weight")) {
            boolean dense = shape.length == 2;
            double inputs = dense ? shape[0] : tensor.size() / (double) shape[0];
            double outputs = dense ? shape[1] : tensor.size() / (double) shape[1];
            double deviation = Math.sqrt(2 / (name.startsWith(last + ".") ? inputs + outputs : inputs));
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
