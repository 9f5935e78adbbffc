package io.realign.learning.nd4j;

import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.LayerSpec.BatchNorm;
import io.realign.learning.network.LayerSpec.Convolution;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.Dropout;
import io.realign.learning.network.LayerSpec.MaxPool;
import io.realign.learning.network.LayerSpec.Relu;
import io.realign.learning.network.NetSpec;
import java.util.List;
import java.util.SplittableRandom;

/** Small networks with all layer types, and batches for them. */
final class NetworkFixtures {
    private static final int CLASSES = 3;

    private NetworkFixtures() {}

    /** For rows of five values. */
    static NetSpec table(boolean perDomain, boolean conditional) {
        return new NetSpec(
                List.of(5),
                CLASSES,
                List.of(new Dense(7), new BatchNorm(perDomain), new Relu(), new Dropout(.3), new Dense(4), new Relu()),
                List.of(new Dense(6), new Relu(), new Dense(CLASSES)),
                List.of(new Dense(5), new BatchNorm(perDomain), new Relu(), new Dense(2)),
                conditional);
    }

    /** Dense, ReLU and dropout only. */
    static NetSpec plain(boolean conditional) {
        return new NetSpec(
                List.of(5),
                CLASSES,
                List.of(new Dense(7), new Relu(), new Dropout(.3), new Dense(4), new Relu()),
                List.of(new Dense(CLASSES)),
                List.of(new Dense(4), new Relu(), new Dense(2)),
                conditional);
    }

    /** For images of two channels, nine by eight. */
    static NetSpec image(boolean perDomain) {
        return new NetSpec(
                List.of(2, 9, 8),
                CLASSES,
                List.of(
                        new Convolution(3, 3),
                        new BatchNorm(perDomain),
                        new MaxPool(2),
                        new Relu(),
                        new Convolution(4, 2),
                        new Dropout(.5),
                        new Relu()),
                List.of(new Dense(5), new BatchNorm(perDomain), new Relu(), new Dropout(.3), new Dense(CLASSES)),
                List.of(new Dense(5), new Relu(), new Dense(2)),
                false);
    }

    static NetSpec of(List<LayerSpec> features) {
        return new NetSpec(List.of(5), CLASSES, features, List.of(new Dense(CLASSES)), List.of(new Dense(2)), false);
    }

    /** Random rows, labels and importance; every second target row has a pseudo-label. */
    static TrainingBatch batch(NetSpec spec, int sources, int targets, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = random.ints(sources, 0, spec.classes()).toArray();
        double[] importance = random.doubles(sources, .5, 1.5).toArray();
        float[][] softLabels = new float[targets][spec.classes()];
        for (int row = 0; row < targets; row += 2) {
            softLabels[row][row % spec.classes()] = .75f;
            softLabels[row][(row + 1) % spec.classes()] = .25f;
        }
        return new TrainingBatch(
                rows(spec, sources, random), labels, importance, rows(spec, targets, random), softLabels);
    }

    static float[][] rows(NetSpec spec, int count, SplittableRandom random) {
        float[][] rows = new float[count][spec.width()];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }
}
