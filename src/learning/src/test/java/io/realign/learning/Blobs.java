package io.realign.learning;

import io.realign.learning.input.SourceRows;
import java.util.SplittableRandom;

/** Gaussian classes around seeded centres, as test data. */
public final class Blobs {
    private final SplittableRandom random;
    private final float[][] centres;

    public Blobs(int classes, int width, long seed) {
        random = new SplittableRandom(seed);
        centres = new float[classes][width];
        for (float[] centre : centres) {
            for (int i = 0; i < width; i++) {
                centre[i] = 3 * (float) random.nextGaussian();
            }
        }
    }

    /** Rows with alternating classes, multiplied by {@code gain} and moved by {@code offset}. */
    public SourceRows rows(int count, float gain, float offset) {
        float[][] features = new float[count][];
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            labels[row] = row % centres.length;
            features[row] = centres[labels[row]].clone();
            for (int i = 0; i < features[row].length; i++) {
                features[row][i] = gain * (features[row][i] + (float) random.nextGaussian()) + offset;
            }
        }
        return new SourceRows(features, labels, centres.length);
    }

    public SourceRows rows(int count) {
        return rows(count, 1, 0);
    }
}
