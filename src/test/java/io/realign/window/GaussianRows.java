package io.realign.window;

import java.util.Random;

/** Seeded rows. */
final class GaussianRows {
    private GaussianRows() {}

    static float[][] gaussian(int count, int width, double mean, Random random) {
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) (mean + random.nextGaussian());
            }
        }
        return rows;
    }
}
