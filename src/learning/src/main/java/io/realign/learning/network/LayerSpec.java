package io.realign.learning.network;

import java.util.List;
import java.util.Map;

/**
 * One layer of a network. Its input is a row, {@code [width]}, or an image, {@code [channels, height, width]}; a dense layer
 * flattens an image in this order.
 */
public sealed interface LayerSpec {
    /** @throws IllegalArgumentException if the layer does not accept inputs of this shape */
    default List<Integer> outputShape(List<Integer> input) {
        return input;
    }

    /** Shape of each weight tensor, such as {@code weight} or {@code bias}; empty for layers without weights. */
    default Map<String, int[]> weightShapes(List<Integer> input) {
        return Map.of();
    }

    /** Shape of each running statistic, {@code mean} or {@code variance}; empty for layers other than {@link BatchNorm}. */
    default Map<String, int[]> statisticShapes(List<Integer> input) {
        return Map.of();
    }

    /**
     * Fully connected layer.
     *
     * @param outputs number of outputs, 1 or more; {@code weight} is {@code [inputs, outputs]}, {@code bias} {@code [outputs]}
     */
    record Dense(int outputs) implements LayerSpec {
        public Dense {
            Shapes.requireDimension("outputs of a dense layer", outputs);
        }

        @Override
        public List<Integer> outputShape(List<Integer> input) {
            return List.of(outputs);
        }

        @Override
        public Map<String, int[]> weightShapes(List<Integer> input) {
            return Shapes.orderedMap("weight", new int[] {Shapes.size(input), outputs}, "bias", new int[] {outputs});
        }
    }

    /** {@code max(0, x)}. */
    record Relu() implements LayerSpec {}

    /**
     * Inverted dropout: drops values, or whole channels of images, in training only.
     *
     * @param rate fraction of dropped values, 0 to below 1
     */
    record Dropout(double rate) implements LayerSpec {
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("dropout rate: expected 0 to below 1, got " + rate);
            }
        }
    }

    /**
     * Convolution with square kernels, stride 1 and no padding.
     *
     * @param channels number of output channels, 1 or more; {@code weight} is
     *     {@code [channels, input channels, kernelSize, kernelSize]}, {@code bias} {@code [channels]}
     * @param kernelSize width and height of the kernels, 1 or more
     */
    record Convolution(int channels, int kernelSize) implements LayerSpec {
        public Convolution {
            Shapes.requireDimension("channels of a convolution", channels);
            Shapes.requireDimension("kernel of a convolution", kernelSize);
        }

        @Override
        public List<Integer> outputShape(List<Integer> input) {
            Shapes.requireImage("a convolution", kernelSize, input);
            return List.of(channels, input.get(1) - kernelSize + 1, input.get(2) - kernelSize + 1);
        }

        @Override
        public Map<String, int[]> weightShapes(List<Integer> input) {
            int[] kernels = {channels, input.get(0), kernelSize, kernelSize};
            return Shapes.orderedMap("weight", kernels, "bias", new int[] {channels});
        }
    }

    /**
     * Max pooling over disjoint squares, without padding; incomplete squares at the edges are ignored.
     *
     * @param size width and height of a square, 1 or more
     */
    record MaxPool(int size) implements LayerSpec {
        public MaxPool {
            Shapes.requireDimension("size of max pooling", size);
        }

        @Override
        public List<Integer> outputShape(List<Integer> input) {
            Shapes.requireImage("max pooling", size, input);
            return List.of(input.get(0), input.get(1) / size, input.get(2) / size);
        }
    }

    /**
     * Batch normalisation of each feature or image channel (Ioffe and Szegedy, Batch Normalization, 2015):
     * {@code gain * (x - mean) / sqrt(variance + EPSILON) + shift}. Gain and shift are {@code [channels]}. Mean and variance
     * are {@code [channels]}; with separate statistics per domain, they are {@code [2, channels]}, the source first.
     *
     * @param perDomain whether source and target have separate statistics (Li et al., Revisiting Batch Normalization for
     *     Practical Domain Adaptation, 2016). Gain and shift are always shared, since separate ones would reveal the domain
     */
    record BatchNorm(boolean perDomain) implements LayerSpec {
        /** Prevents division by zero for constant features. */
        public static final double EPSILON = 1e-5;

        @Override
        public Map<String, int[]> weightShapes(List<Integer> input) {
            int[] channels = {input.get(0)};
            return Shapes.orderedMap("gain", channels, "shift", channels);
        }

        @Override
        public Map<String, int[]> statisticShapes(List<Integer> input) {
            int[] channels = perDomain ? new int[] {2, input.get(0)} : new int[] {input.get(0)};
            return Shapes.orderedMap("mean", channels, "variance", channels);
        }
    }
}
