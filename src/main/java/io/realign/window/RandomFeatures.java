package io.realign.window;

import io.realign.event.Preconditions;

/**
 * Random Fourier features of the Gaussian kernel {@code exp(-|x - y|^2 / (2 bandwidth))}: inner products of features
 * approximate kernel values, so the mean of many features represents their distribution (Rahimi and Recht 2007).
 *
 * <p>{@code phi(x) = sqrt(2/D) [cos(w1 x), ..., cos(wD/2 x), sin(w1 x), ..., sin(wD/2 x)]} has norm 1. The frequencies
 * w are structured and orthogonal. Each component is rounded to a multiple of 1/{@value #GRID} and returned as that
 * multiple: sums of integers do not depend on their order, and a float represents them exactly up to 2^24.
 */
public final class RandomFeatures {
    /** Minimum number of features for a useful approximation. */
    public static final int MIN_OUTPUTS = 64;

    /** Grid steps per unit. */
    public static final int GRID = 1 << 11;

    private final StructuredProjection projection;
    private final double bandwidth;
    private final long seed;
    private final float scale;
    private final ThreadLocal<float[][]> scratch;

    private RandomFeatures(StructuredProjection projection, double bandwidth, long seed) {
        this.projection = projection;
        this.bandwidth = bandwidth;
        this.seed = seed;
        this.scale = (float) (GRID / Math.sqrt(projection.outputs()));
        this.scratch = ThreadLocal.withInitial(() -> new float[2][projection.outputs()]);
    }

    /**
     * Draws features.
     *
     * @param inputs width of the rows, at least 1
     * @param outputs number of features D, a power of two, at least {@value #MIN_OUTPUTS}
     * @param bandwidth kernel variance in squared units of the input, 1e-30 to 1e30
     * @param seed random seed of the frequencies
     */
    public static RandomFeatures structured(int inputs, int outputs, double bandwidth, long seed) {
        if (inputs < 1 || !isValidOutputCount(outputs)) {
            throw new IllegalArgumentException(
                    "expected at least one input and a power of two of features, at least %d, got %d and %d"
                            .formatted(MIN_OUTPUTS, inputs, outputs));
        }
        Preconditions.requireBetween("bandwidth", bandwidth, 1e-30, 1e30);
        return new RandomFeatures(new StructuredProjection(inputs, outputs / 2, bandwidth, seed), bandwidth, seed);
    }

    /**
     * Computes the features of a row, in units of 1/{@value #GRID}.
     *
     * @param row {@link #inputs} finite values
     * @param features receives {@link #outputs} integers, first the cosines, then the sines; may be longer
     */
    public void map(float[] row, float[] features) {
        if (row.length != inputs() || features.length < outputs()) {
            throw new IllegalArgumentException("expected a row of %d and a buffer for %d features, got %d and %d"
                    .formatted(inputs(), outputs(), row.length, features.length));
        }
        int half = projection.outputs();
        float[][] buffers = scratch.get();
        float[] turns = buffers[0];
        float[] sines = buffers[1];
        projection.project(row, turns);
        SinCos.cosinesAndSines(turns, scale, features, sines, half);
        System.arraycopy(sines, 0, features, half, half);
    }

    public int inputs() {
        return projection.inputs();
    }

    public int outputs() {
        return 2 * projection.outputs();
    }

    public double bandwidth() {
        return bandwidth;
    }

    public long seed() {
        return seed;
    }

    /** Whether the number of features is valid. */
    public static boolean isValidOutputCount(int outputs) {
        return outputs >= MIN_OUTPUTS && Integer.bitCount(outputs) == 1;
    }
}
