package io.realign.learning.loss;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random batches and network outputs. */
final class RandomBatches {
    static final int WIDTH = 7;
    static final int CLASSES = 4;

    private final SplittableRandom random;

    RandomBatches(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The last class has no labels; one source row has zero importance; every second target row has no pseudo-label. */
    TrainingBatch batch(int sources, int targets) {
        int[] labels = random.ints(sources, 0, CLASSES - 1).toArray();
        double[] importance = random.doubles(sources, 0, 2).toArray();
        importance[0] = sources > 2 ? 0 : 1;
        float[][] softLabels = new float[targets][CLASSES];
        for (int row = 0; row < targets; row += 2) {
            for (int k = 0; k < CLASSES - 1; k++) {
                softLabels[row][k] = (float) random.nextDouble() / CLASSES;
            }
        }
        return new TrainingBatch(new float[sources][1], labels, importance, new float[targets][1], softLabels);
    }

    /** The target is shifted and scaled; some predictions are confident. */
    BatchOutputs outputs(int sources, int targets) {
        double[] embedding = values((sources + targets) * WIDTH, 1);
        for (int i = sources * WIDTH; i < embedding.length; i++) {
            embedding[i] = .5 + 1.5 * embedding[i];
        }
        return new BatchOutputs(sources, targets, WIDTH, CLASSES, embedding, values((sources + targets) * CLASSES, 3));
    }

    double[] values(int count, double deviation) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> deviation * random.nextGaussian());
        return values;
    }

    /** A random permutation. */
    int[] order(int rows) {
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++) {
            int other = random.nextInt(row + 1);
            order[row] = order[other];
            order[other] = row;
        }
        return order;
    }

    static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
