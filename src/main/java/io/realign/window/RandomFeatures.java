package io.realign.window;

import java.util.Random;

/**
 * Random Fourier features of the Gaussian kernel {@code exp(-|x - y|^2 / (2 bandwidth))}: inner products of features
 * are about kernel values, so the mean of many features stands for their distribution (Rahimi and Recht 2007).
 *
 * <p>{@code phi(x) = sqrt(2/D) [cos(w1 x), sin(w1 x), cos(w2 x), ...]} with {@code w ~ N(0, I / bandwidth)}, which has
 * norm 1. Each component is rounded to a multiple of 1/{@value #GRID} and given as that multiple: sums of integers are
 * the same in any order.
 */
public final class RandomFeatures {
    /** Steps of the grid in one unit. */
    public static final int GRID = 1 << 11;

    private final long seed;
    private final double bandwidth;
    private final int outputs;
    private final float[][] frequencies;

    /**
     * @param inputs width of the rows, at least 1
     * @param outputs number of features D, even, at least 2
     * @param bandwidth the kernel's variance in squared units of the input, positive
     * @param seed of the frequencies
     */
    public RandomFeatures(int inputs, int outputs, double bandwidth, long seed) {
        if (inputs < 1 || outputs < 2 || outputs % 2 != 0 || !(bandwidth > 0)) {
            throw new IllegalArgumentException(
                    "expected at least one input, an even number of features and a positive bandwidth, got %d, %d and %s"
                            .formatted(inputs, outputs, bandwidth));
        }
        this.seed = seed;
        this.bandwidth = bandwidth;
        this.outputs = outputs;
        this.frequencies = draw(inputs, outputs / 2, Math.sqrt(bandwidth), new Random(seed));
    }

    /** The features of a row, in units of 1/{@value #GRID}. */
    public int[] map(float[] row) {
        double scale = GRID * Math.sqrt(2.0 / outputs);
        int[] features = new int[outputs];
        for (int i = 0; i < frequencies.length; i++) {
            double angle = dot(frequencies[i], row);
            features[2 * i] = (int) Math.rint(scale * Math.cos(angle));
            features[2 * i + 1] = (int) Math.rint(scale * Math.sin(angle));
        }
        return features;
    }

    public int inputs() {
        return frequencies[0].length;
    }

    public int outputs() {
        return outputs;
    }

    public double bandwidth() {
        return bandwidth;
    }

    public long seed() {
        return seed;
    }

    private static float[][] draw(int inputs, int count, double deviation, Random random) {
        float[][] frequencies = new float[count][inputs];
        for (float[] frequency : frequencies) {
            for (int i = 0; i < inputs; i++) {
                frequency[i] = (float) (random.nextGaussian() / deviation);
            }
        }
        return frequencies;
    }

    private static double dot(float[] frequency, float[] row) {
        double sum = 0;
        for (int i = 0; i < frequency.length; i++) {
            sum += frequency[i] * row[i];
        }
        return sum;
    }
}
