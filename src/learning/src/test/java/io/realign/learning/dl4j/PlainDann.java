package io.realign.learning.dl4j;

import io.realign.event.Tensor;
import io.realign.learning.Batch;
import io.realign.learning.Layers;
import io.realign.learning.Losses;
import io.realign.learning.NetSpec;
import io.realign.learning.Stride;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The network in loops over doubles, one row at a time: class gradients from a pass over the source, domain gradients
 * from a pass over each domain, Adam after that. Slow and plain, to check the fast one by.
 */
final class PlainDann {
    private final NetSpec spec;
    private final Map<String, double[]> weights = new TreeMap<>();
    private final Map<String, double[]> first = new TreeMap<>();
    private final Map<String, double[]> second = new TreeMap<>();
    private Map<String, double[]> gradient = new TreeMap<>();
    private int steps;

    PlainDann(NetSpec spec, Map<String, Tensor> start) {
        this.spec = spec;
        start.forEach((name, tensor) -> {
            double[] values = new double[tensor.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.values()[i];
            }
            weights.put(name, values);
            first.put(name, new double[values.length]);
            second.put(name, new double[values.length]);
        });
    }

    Map<String, double[]> weights() {
        return weights;
    }

    Losses step(Batch batch, Stride stride) {
        gradient = new TreeMap<>();
        weights.forEach((name, values) -> gradient.put(name, new double[values.length]));
        double classLoss = 0;
        for (int row = 0; row < batch.source().length; row++) {
            classLoss += classPass(batch.source()[row], batch.labels()[row], 1.0 / batch.source().length);
        }
        double domainLoss = 0;
        for (float[] row : batch.source()) {
            domainLoss += domainPass(row, 1, stride.alpha(), 1.0 / batch.size());
        }
        for (float[] row : batch.target()) {
            domainLoss += domainPass(row, 0, stride.alpha(), 1.0 / batch.size());
        }
        follow(stride);
        return new Losses(classLoss, domainLoss);
    }

    private double classPass(float[] row, int label, double share) {
        double[] hidden = relu(dense(Layers.HIDDEN, toDouble(row), spec.hidden()));
        double[] embedding = relu(dense(Layers.EMBEDDING, hidden, spec.embedding()));
        double[] slopes = softmax(dense(Layers.CLASS, embedding, spec.classes()));
        double loss = -Math.log(slopes[label]);
        slopes[label] -= 1;
        scale(slopes, share);
        features(row, hidden, embedding, back(Layers.CLASS, embedding, slopes));
        return loss * share;
    }

    private double domainPass(float[] row, int domain, double alpha, double share) {
        double[] hidden = relu(dense(Layers.HIDDEN, toDouble(row), spec.hidden()));
        double[] embedding = relu(dense(Layers.EMBEDDING, hidden, spec.embedding()));
        double[] head = relu(dense(Layers.DOMAIN_HIDDEN, embedding, spec.embedding()));
        double answer = 1 / (1 + Math.exp(-dense(Layers.DOMAIN, head, 1)[0]));
        double[] slopes = back(Layers.DOMAIN, head, new double[] {(answer - domain) * share});
        slopes = back(Layers.DOMAIN_HIDDEN, embedding, throughRelu(slopes, head));
        scale(slopes, -alpha);
        features(row, hidden, embedding, slopes);
        return -Math.log(domain == 1 ? answer : 1 - answer) * share;
    }

    private void features(float[] row, double[] hidden, double[] embedding, double[] slopes) {
        double[] below = back(Layers.EMBEDDING, hidden, throughRelu(slopes, embedding));
        back(Layers.HIDDEN, toDouble(row), throughRelu(below, hidden));
    }

    private double[] dense(String layer, double[] inputs, int outputs) {
        double[] sums = weights.get(Layers.bias(layer)).clone();
        double[] matrix = weights.get(Layers.weight(layer));
        for (int in = 0; in < inputs.length; in++) {
            for (int out = 0; out < outputs; out++) {
                sums[out] += inputs[in] * matrix[in * outputs + out];
            }
        }
        return sums;
    }

    /** Adds to the layer's gradient and returns the slopes of its inputs. */
    private double[] back(String layer, double[] inputs, double[] slopes) {
        double[] matrix = weights.get(Layers.weight(layer));
        double[] below = new double[inputs.length];
        for (int out = 0; out < slopes.length; out++) {
            gradient.get(Layers.bias(layer))[out] += slopes[out];
            for (int in = 0; in < inputs.length; in++) {
                gradient.get(Layers.weight(layer))[in * slopes.length + out] += inputs[in] * slopes[out];
                below[in] += matrix[in * slopes.length + out] * slopes[out];
            }
        }
        return below;
    }

    private void follow(Stride stride) {
        steps++;
        double length = Math.sqrt(gradient.values().stream()
                .flatMapToDouble(Arrays::stream)
                .map(value -> value * value)
                .sum());
        double shorter = Math.min(1, stride.clip() / length);
        weights.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                double slope = gradient.get(name)[i] * shorter + stride.weightDecay() * values[i];
                first.get(name)[i] = .9 * first.get(name)[i] + .1 * slope;
                second.get(name)[i] = .999 * second.get(name)[i] + .001 * slope * slope;
                double mean = first.get(name)[i] / (1 - Math.pow(.9, steps));
                double square = second.get(name)[i] / (1 - Math.pow(.999, steps));
                values[i] -= stride.learningRate() * mean / (Math.sqrt(square) + 1e-8);
            }
        });
    }

    private static double[] toDouble(float[] row) {
        double[] values = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            values[i] = row[i];
        }
        return values;
    }

    private static double[] relu(double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.max(0, sums[i]);
        }
        return sums;
    }

    private static double[] throughRelu(double[] slopes, double[] outputs) {
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = outputs[i] > 0 ? slopes[i] : 0;
        }
        return slopes;
    }

    private static double[] softmax(double[] logits) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.exp(logits[i]);
            sum += logits[i];
        }
        scale(logits, 1 / sum);
        return logits;
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }
}
