package io.realign.bench;

import io.realign.window.Projection;
import java.util.Random;

/**
 * Independent frequencies of a Gaussian kernel (Rahimi and Recht 2007), the reference for structured ones.
 *
 * @param frequencies in turns per unit, a row for each angle
 */
@SuppressWarnings("ArrayRecordComponent")
record DenseProjection(float[][] frequencies) implements Projection {
    static DenseProjection draw(int inputs, int outputs, double bandwidth, long seed) {
        Random random = new Random(seed);
        double deviation = 1 / (2 * Math.PI * Math.sqrt(bandwidth));
        float[][] frequencies = new float[outputs][inputs];
        for (float[] frequency : frequencies) {
            for (int i = 0; i < inputs; i++) {
                frequency[i] = (float) (deviation * random.nextGaussian());
            }
        }
        return new DenseProjection(frequencies);
    }

    @Override
    public int inputs() {
        return frequencies[0].length;
    }

    @Override
    public int outputs() {
        return frequencies.length;
    }

    @Override
    public void project(float[] row, float[] turns) {
        for (int i = 0; i < frequencies.length; i++) {
            float angle = 0;
            for (int j = 0; j < row.length; j++) {
                angle += frequencies[i][j] * row[j];
            }
            turns[i] = angle;
        }
    }
}
