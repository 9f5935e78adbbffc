package io.realign.learning.serialization;

import io.realign.event.Tensor;
import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.StackSpec;
import java.util.Arrays;
import java.util.List;

/** Forward pass written directly from the definitions of the layers. */
final class ReferenceForwardPass {
    private final LearnerSnapshot snapshot;
    private final boolean target;

    ReferenceForwardPass(LearnerSnapshot snapshot, boolean target) {
        this.snapshot = snapshot;
        this.target = target;
    }

    /** @param rows standardised */
    ModelOutputs predict(float[][] rows) {
        List<StackSpec> stacks = snapshot.spec().stacks();
        float[][] probabilities = new float[rows.length][];
        float[][] embedding = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] row = new double[rows[i].length];
            for (int j = 0; j < row.length; j++) {
                row[j] = rows[i][j];
            }
            double[] embedded = forward(stacks.get(0), row);
            embedding[i] = floats(embedded);
            probabilities[i] = floats(softmax(forward(stacks.get(1), embedded)));
        }
        return new ModelOutputs(probabilities, embedding);
    }

    private double[] forward(StackSpec stack, double[] row) {
        double[] values = row;
        for (int position = 0; position < stack.layers().size(); position++) {
            List<Integer> shape = stack.layerShapes().get(position);
            String name = stack.layerName(position);
            LayerSpec layer = stack.layers().get(position);
            if (layer instanceof LayerSpec.Dense dense) {
                values = dense(name, dense.outputs(), values);
            } else if (layer instanceof LayerSpec.Convolution convolution) {
                values = convolution(name, convolution, shape, values);
            } else if (layer instanceof LayerSpec.MaxPool pool) {
                values = pool(pool.size(), shape, values);
            } else if (layer instanceof LayerSpec.BatchNorm normalise) {
                values = normalise(name, normalise.perDomain(), shape.get(0), values);
            } else if (layer instanceof LayerSpec.Relu) {
                values = Arrays.stream(values).map(x -> Math.max(0, x)).toArray();
            }
        }
        return values;
    }

    private double[] dense(String name, int outputs, double[] values) {
        float[] weight = snapshot.weights().get(name + ".weight").values();
        float[] bias = snapshot.weights().get(name + ".bias").values();
        double[] sums = new double[outputs];
        for (int out = 0; out < outputs; out++) {
            sums[out] = bias[out];
            for (int in = 0; in < values.length; in++) {
                sums[out] += weight[in * outputs + out] * values[in];
            }
        }
        return sums;
    }

    private double[] convolution(String name, LayerSpec.Convolution layer, List<Integer> shape, double[] values) {
        float[] weight = snapshot.weights().get(name + ".weight").values();
        float[] bias = snapshot.weights().get(name + ".bias").values();
        int kernel = layer.kernelSize();
        int height = shape.get(1) - kernel + 1;
        int width = shape.get(2) - kernel + 1;
        double[] sums = new double[layer.channels() * height * width];
        for (int i = 0; i < sums.length; i++) {
            int out = i / (height * width);
            int y = i / width % height;
            int x = i % width;
            sums[i] = bias[out];
            for (int j = 0; j < shape.get(0) * kernel * kernel; j++) {
                int in = j / (kernel * kernel);
                int fromY = y + j / kernel % kernel;
                int fromX = x + j % kernel;
                sums[i] += weight[out * shape.get(0) * kernel * kernel + j]
                        * values[(in * shape.get(1) + fromY) * shape.get(2) + fromX];
            }
        }
        return sums;
    }

    private static double[] pool(int size, List<Integer> shape, double[] values) {
        int height = shape.get(1) / size;
        int width = shape.get(2) / size;
        double[] largest = new double[shape.get(0) * height * width];
        for (int i = 0; i < largest.length; i++) {
            int channel = i / (height * width);
            largest[i] = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < size * size; j++) {
                int y = i / width % height * size + j / size;
                int x = i % width * size + j % size;
                largest[i] = Math.max(largest[i], values[(channel * shape.get(1) + y) * shape.get(2) + x]);
            }
        }
        return largest;
    }

    private double[] normalise(String name, boolean perDomain, int channels, double[] values) {
        int first = perDomain && target ? channels : 0;
        Tensor gain = snapshot.weights().get(name + ".gain");
        Tensor shift = snapshot.weights().get(name + ".shift");
        Tensor mean = snapshot.statistics().get(name + ".mean");
        Tensor variance = snapshot.statistics().get(name + ".variance");
        double[] normalised = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int channel = i / (values.length / channels);
            normalised[i] = gain.values()[channel]
                            * (values[i] - mean.values()[first + channel])
                            / Math.sqrt(variance.values()[first + channel] + LayerSpec.BatchNorm.EPSILON)
                    + shift.values()[channel];
        }
        return normalised;
    }

    private static double[] softmax(double[] logits) {
        double most = Arrays.stream(logits).max().orElseThrow();
        double[] powers = Arrays.stream(logits).map(x -> Math.exp(x - most)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(x -> x / sum).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
