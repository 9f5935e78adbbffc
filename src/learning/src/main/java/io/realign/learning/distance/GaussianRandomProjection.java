package io.realign.learning.distance;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random projection of wide rows to fewer components, so that covariances can be computed. The projection approximately
 * preserves the ratios of distances (Johnson and Lindenstrauss, 1984); it multiplies distances by
 * {@code sqrt(components / features)}.
 *
 * @param matrix {@code [features][components]}; empty for the identity
 */
@SuppressWarnings("ArrayRecordComponent")
public record GaussianRandomProjection(Optional<float[][]> matrix) {
    /** Number of components that suffices for distances. */
    public static final int DISTANCE_COMPONENTS = 64;

    /** Number of components that suffices for classification. */
    public static final int CLASSIFICATION_COMPONENTS = 256;

    /** Ratio of features to components up to which a projection saves too little. */
    private static final int MIN_REDUCTION = 4;

    /**
     * Draws a projection, or returns the identity for up to {@value #MIN_REDUCTION} features per component.
     *
     * @param components {@link #DISTANCE_COMPONENTS} or {@link #CLASSIFICATION_COMPONENTS}
     */
    public static GaussianRandomProjection of(int features, int components, long seed) {
        if (features <= MIN_REDUCTION * components) {
            return new GaussianRandomProjection(Optional.empty());
        }
        SplittableRandom random = new SplittableRandom(seed);
        float[][] matrix = new float[features][components];
        double scale = 1 / Math.sqrt(features);
        for (float[] weights : matrix) {
            for (int i = 0; i < components; i++) {
                weights[i] = (float) (scale * random.nextGaussian());
            }
        }
        return new GaussianRandomProjection(Optional.of(matrix));
    }

    /** Returns projected copies, or the rows themselves for the identity. */
    public float[][] apply(float[][] rows) {
        return matrix.map(weights -> project(rows, weights)).orElse(rows);
    }

    private static float[][] project(float[][] rows, float[][] matrix) {
        int components = matrix[0].length;
        float[][] projected = new float[rows.length][components];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < rows[row].length; i++) {
                float value = rows[row][i];
                float[] weights = matrix[i];
                for (int k = 0; value != 0 && k < components; k++) {
                    projected[row][k] += value * weights[k];
                }
            }
        }
        return projected;
    }
}
