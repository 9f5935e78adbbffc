package io.realign.learning.serialization;

import io.realign.event.Tensor;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import io.realign.window.Standardiser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random networks with random weights, statistics and optimiser moments. */
final class RandomNetworks {
    private final SplittableRandom random;

    RandomNetworks(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A network of random layers for rows or images. */
    NetSpec spec() {
        int classes = random.nextInt(2, 6);
        boolean images = random.nextBoolean();
        List<Integer> input = images
                ? List.of(random.nextInt(1, 4), random.nextInt(9, 13), random.nextInt(9, 13))
                : List.of(random.nextInt(1, 9));
        List<LayerSpec> features = new ArrayList<>();
        if (images) {
            features.add(new LayerSpec.Convolution(random.nextInt(1, 5), random.nextInt(1, 5)));
            features.addAll(optionalLayers());
            features.add(new LayerSpec.MaxPool(random.nextInt(1, 4)));
            features.addAll(optionalLayers());
        }
        if (!images || random.nextBoolean()) {
            features.add(new LayerSpec.Dense(random.nextInt(1, 9)));
            features.addAll(optionalLayers());
        }
        return new NetSpec(input, classes, features, head(classes), head(2), random.nextBoolean());
    }

    private List<LayerSpec> head(int outputs) {
        List<LayerSpec> head = new ArrayList<>();
        if (random.nextBoolean()) {
            head.add(new LayerSpec.Dense(random.nextInt(1, 9)));
            head.addAll(optionalLayers());
        }
        head.add(new LayerSpec.Dense(outputs));
        return head;
    }

    private List<LayerSpec> optionalLayers() {
        List<LayerSpec> layers = new ArrayList<>();
        if (random.nextBoolean()) {
            layers.add(new LayerSpec.BatchNorm(random.nextBoolean()));
        }
        if (random.nextBoolean()) {
            layers.add(new LayerSpec.Relu());
        }
        if (random.nextBoolean()) {
            layers.add(new LayerSpec.Dropout(random.nextDouble()));
        }
        return layers;
    }

    LearnerSnapshot snapshot(NetSpec spec) {
        return new LearnerSnapshot(
                spec,
                random.nextBoolean() ? OptimizerType.ADAM : OptimizerType.MOMENTUM,
                random.nextInt(1 << 20),
                tensors(spec.weightShapes(), false),
                tensors(spec.weightShapes(), false),
                tensors(spec.weightShapes(), true),
                tensors(spec.statisticShapes(), true));
    }

    private Map<String, Tensor> tensors(Map<String, int[]> shapes, boolean positive) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            int size = 1;
            for (int extent : shape) {
                size *= extent;
            }
            float[] values = row(size);
            for (int i = 0; positive && i < size; i++) {
                values[i] = Math.abs(values[i]);
            }
            tensors.put(name, new Tensor(shape, values));
        });
        return tensors;
    }

    Standardisation standardisation(int width) {
        boolean[] logTransformed = new boolean[width];
        float[] mean = row(width);
        float[] deviation = row(width);
        for (int i = 0; i < width; i++) {
            logTransformed[i] = random.nextBoolean();
            deviation[i] = .1f + Math.abs(deviation[i]);
        }
        return new Standardisation(logTransformed, new Standardiser(mean, deviation));
    }

    ModelCheckpoint checkpoint() {
        NetSpec spec = spec();
        Map<String, String> trainingState = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            trainingState.put("number-" + i, Double.toString(Double.longBitsToDouble(random.nextLong())));
        }
        return new ModelCheckpoint(
                snapshot(spec), standardisation(spec.width()), standardisation(spec.width()), trainingState);
    }

    float[][] rows(int size, int width, double scale) {
        float[][] rows = new float[size][];
        for (int i = 0; i < size; i++) {
            rows[i] = row(width);
            for (int j = 0; j < width; j++) {
                rows[i][j] *= (float) scale;
            }
        }
        return rows;
    }

    private float[] row(int size) {
        float[] row = new float[size];
        for (int i = 0; i < size; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }
}
