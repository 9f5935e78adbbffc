package io.realign.learning.network;

import java.util.List;
import java.util.Map;

/**
 * One layer of a stack. What passes through it is a row, {@code [width]}, or an image, {@code [channels, height, width]};
 * a dense layer takes an image as one row, channel by channel and line by line.
 */
public sealed interface LayerSpec {
    /**
     * The shape of what comes out when {@code input} goes in.
     *
     * @throws IllegalArgumentException if it cannot
     */
    List<Integer> outputShape(List<Integer> input);

    /** The shape of every weight by the last part of its name, in order; of none for layers that have none. */
    default Map<String, int[]> weightShapes(List<Integer> input) {
        return Map.of();
    }

    /** The shape of every running statistic by the last part of its name, in order. */
    default Map<String, int[]> statisticShapes(List<Integer> input) {
        return Map.of();
    }

    /**
     * Every output a weighted sum of all inputs, plus a bias.
     *
     * @param outputs how many, 1 or more; {@code weight} is {@code [inputs, outputs]}, {@code bias} {@code [outputs]}
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

    /** The positive part. */
    record Relu() implements LayerSpec {
        @Override
        public List<Integer> outputShape(List<Integer> input) {
            return input;
        }
    }

    /**
     * Drops values in training and scales up the rest; of images whole channels.
     *
     * @param rate of what is dropped, 0 to below 1
     */
    record Dropout(double rate) implements LayerSpec {
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("dropout: expected a share of 0 to below 1, got " + rate);
            }
        }

        @Override
        public List<Integer> outputShape(List<Integer> input) {
            return input;
        }
    }

    /**
     * Square kernels, stride 1, no padding.
     *
     * @param channels that come out, 1 or more; {@code weight} is {@code [channels, channels in, kernel, kernel]},
     *     {@code bias} {@code [channels]}
     * @param kernelSize side of the square, 1 or more
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
     * The largest of each square; the squares lie side by side, and what is left over at the edges is ignored.
     *
     * @param size side of the square, 1 or more
     */
    record MaxPool(int size) implements LayerSpec {
        public MaxPool {
            Shapes.requireDimension("size of a pool", size);
        }

        @Override
        public List<Integer> outputShape(List<Integer> input) {
            Shapes.requireImage("a pool", size, input);
            return List.of(input.get(0), input.get(1) / size, input.get(2) / size);
        }
    }

    /**
     * Batch normalisation of each feature, of images of each channel (Ioffe and Szegedy, Batch Normalization, 2015):
     * {@code gain * (x - mean) / sqrt(variance + EPSILON) + shift}. Gain and shift are {@code [channels]}; statistics are,
     * too, or {@code [2, channels]} with the source first.
     *
     * @param perDomain whether source and target have statistics of their own (Li et al., Revisiting Batch Normalization
     *     for Practical Domain Adaptation, 2016), as where one passes through the network after the other. Gain and shift
     *     they have in common: by its own ones a domain would be known, and nothing could hide it
     */
    record BatchNorm(boolean perDomain) implements LayerSpec {
        /** Keeps features that never change from being divided by zero. */
        public static final double EPSILON = 1e-5;

        @Override
        public List<Integer> outputShape(List<Integer> input) {
            return input;
        }

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
