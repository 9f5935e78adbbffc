package io.realign.lab.detector;

import java.util.Random;

/**
 * Dense random Fourier features of the Gaussian kernel {@code exp(-|x - y|^2 / median)} (Rahimi and Recht 2007), where
 * {@code median} is the median squared distance of reference rows. The published detectors use them.
 *
 * @param frequencies {@code [random features / 2][features of an event]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record FourierFeatures(float[][] frequencies) {
    /** Draws features with the kernel scale of a reference. */
    public static FourierFeatures fit(float[][] reference, int randomFeatures, Random random) {
        double deviation = Math.sqrt(2 / MedianHeuristic.medianSquaredDistance(reference));
        float[][] frequencies = new float[randomFeatures / 2][reference[0].length];
        for (float[] frequency : frequencies) {
            for (int i = 0; i < frequency.length; i++) {
                frequency[i] = (float) (deviation * random.nextGaussian());
            }
        }
        return new FourierFeatures(frequencies);
    }

    /** Returns the random features of a row, with norm 1. */
    public float[] map(float[] row) {
        int half = frequencies.length;
        double scale = Math.sqrt(1.0 / half);
        float[] features = new float[2 * half];
        for (int i = 0; i < half; i++) {
            double angle = dot(frequencies[i], row);
            features[i] = (float) (scale * Math.cos(angle));
            features[half + i] = (float) (scale * Math.sin(angle));
        }
        return features;
    }

    /** Returns the mean of the random features of rows. */
    public float[] mean(float[][] rows) {
        double[] sum = new double[2 * frequencies.length];
        for (float[] row : rows) {
            float[] features = map(row);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += features[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (sum[i] / rows.length);
        }
        return mean;
    }

    private static float dot(float[] frequency, float[] row) {
        float even = 0;
        float odd = 0;
        for (int i = 0; i + 1 < row.length; i += 2) {
            even += frequency[i] * row[i];
            odd += frequency[i + 1] * row[i + 1];
        }
        return row.length % 2 == 0 ? even + odd : even + odd + frequency[row.length - 1] * row[row.length - 1];
    }
}
