package io.realign.window;

/**
 * Random Fourier features of the Gaussian kernel {@code exp(-|x - y|^2 / (2 bandwidth))}: inner products of features
 * are about kernel values, so the mean of many features stands for their distribution (Rahimi and Recht 2007).
 *
 * <p>{@code phi(x) = sqrt(2/D) [cos(w1 x), ..., cos(wD/2 x), sin(w1 x), ..., sin(wD/2 x)]} with frequencies w that a
 * {@link FrequencyProjection} draws; it has norm 1. Each component is rounded to a multiple of 1/{@value #GRID} and given as that
 * multiple: sums of whole numbers are the same in any order, and a float holds them exactly up to 2^24.
 */
public final class RandomFeatures {
    /** Fewer features say too little. */
    public static final int MIN_OUTPUTS = 64;

    /** Steps of the grid in one unit. */
    public static final int GRID = 1 << 11;

    private final FrequencyProjection projection;
    private final double bandwidth;
    private final long seed;
    private final float scale;
    private final ThreadLocal<float[][]> scratch;

    /**
     * @param projection of half as many angles as there shall be features
     * @param bandwidth the kernel's variance in squared units of the input, which the projection has been drawn for:
     *     1e-30 to 1e30
     * @param seed that the projection has been drawn with
     */
    public RandomFeatures(FrequencyProjection projection, double bandwidth, long seed) {
        requireBandwidth(bandwidth);
        this.projection = projection;
        this.bandwidth = bandwidth;
        this.seed = seed;
        this.scale = (float) (GRID / Math.sqrt(projection.outputs()));
        this.scratch = ThreadLocal.withInitial(() -> new float[2][projection.outputs()]);
    }

    /**
     * Features of structured orthogonal frequencies.
     *
     * @param inputs width of the rows, at least 1
     * @param outputs number of features D, a power of two, at least {@value #MIN_OUTPUTS}
     * @param bandwidth the kernel's variance in squared units of the input, 1e-30 to 1e30
     * @param seed of the frequencies
     */
    public static RandomFeatures structured(int inputs, int outputs, double bandwidth, long seed) {
        if (inputs < 1 || !isValidOutputCount(outputs)) {
            throw new IllegalArgumentException(
                    "expected at least one input and a power of two of features, at least %d, got %d and %d"
                            .formatted(MIN_OUTPUTS, inputs, outputs));
        }
        requireBandwidth(bandwidth);
        return new RandomFeatures(new StructuredProjection(inputs, outputs / 2, bandwidth, seed), bandwidth, seed);
    }

    /**
     * The features of a row, in units of 1/{@value #GRID}.
     *
     * @param row {@link #inputs} finite values
     * @param features takes {@link #outputs} whole numbers, all cosines, then all sines, in its first places
     */
    public void map(float[] row, float[] features) {
        if (row.length != inputs() || features.length < outputs()) {
            throw new IllegalArgumentException("expected a row of %d and room for %d features, got %d and %d"
                    .formatted(inputs(), outputs(), row.length, features.length));
        }
        int half = projection.outputs();
        float[][] room = scratch.get();
        float[] turns = room[0];
        float[] sines = room[1];
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

    /** Whether there can be so many features. */
    public static boolean isValidOutputCount(int outputs) {
        return outputs >= MIN_OUTPUTS && Integer.bitCount(outputs) == 1;
    }

    private static void requireBandwidth(double bandwidth) {
        if (!(bandwidth >= 1e-30 && bandwidth <= 1e30)) {
            throw new IllegalArgumentException("expected a bandwidth of 1e-30 to 1e30, got " + bandwidth);
        }
    }
}
