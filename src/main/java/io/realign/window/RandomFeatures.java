package io.realign.window;

import io.realign.event.Preconditions;

/**
 * Random Fourier features of the Gaussian kernel {@code exp(-|x - y|^2 / (2 bandwidth))} (Rahimi and Recht 2007). The
 * inner product of two feature vectors approximates the kernel value, so a mean feature vector represents a
 * distribution.
 *
 * <p>{@code phi(x) = sqrt(2/D) [cos(w1 x), ..., cos(wD/2 x), sin(w1 x), ..., sin(wD/2 x)]} has norm 1. The frequencies
 * w are structured and orthogonal. Each component is rounded to a multiple of 1/{@value #GRID}, and the integer
 * multiple is returned: sums of integers do not depend on their order, and floats represent them exactly up to 2^24.
 */
public final class RandomFeatures {
    /** Minimum number of features for a useful approximation. */
    public static final int MIN_OUTPUTS = 64;

    /** Rounding steps per unit. */
    public static final int GRID = 1 << 11;

    private final StructuredProjection projection;
    private final double bandwidth;
    private final long seed;
    private final float scale;
    private final ThreadLocal<float[][]> scratch;

    /**
     * Draws random frequencies.
     *
     * @param inputs width of the rows, at least 1
     * @param outputs number of random features D, a power of two, at least {@value #MIN_OUTPUTS}
     * @param bandwidth kernel variance in squared units of the input, 1e-30 to 1e30
     * @param seed random seed of the frequencies
     */
    public RandomFeatures(int inputs, int outputs, double bandwidth, long seed) {
        if (inputs < 1 || !isValidOutputCount(outputs)) {
            throw new IllegalArgumentException(
                    "expected at least 1 input and a power of two of at least %d outputs, got %d inputs and %d outputs"
                            .formatted(MIN_OUTPUTS, inputs, outputs));
        }
        Preconditions.requireBetween("bandwidth", bandwidth, 1e-30, 1e30);
        this.projection = new StructuredProjection(inputs, outputs / 2, bandwidth, seed);
        this.bandwidth = bandwidth;
        this.seed = seed;
        this.scale = (float) (GRID / Math.sqrt(projection.outputs()));
        this.scratch = ThreadLocal.withInitial(() -> new float[2][projection.outputs()]);
    }

    /**
     * Computes the features of a row, in units of 1/{@value #GRID}.
     *
     * @param row {@link #inputs} finite values
     * @param features receives {@link #outputs} integers, the cosines before the sines; may be longer
     */
    public void map(float[] row, float[] features) {
        if (row.length != inputs() || features.length < outputs()) {
            throw new IllegalArgumentException(
                    "expected a row of %d values and a buffer of at least %d values, got %d and %d"
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

    /** Whether a number of random features is a power of two of at least {@value #MIN_OUTPUTS}. */
    public static boolean isValidOutputCount(int outputs) {
        return outputs >= MIN_OUTPUTS && Integer.bitCount(outputs) == 1;
    }
}
