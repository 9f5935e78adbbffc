package io.realign.learning.distance;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes wide rows narrow enough for covariances: random directions keep distances about as they are (Johnson and
 * Lindenstrauss, 1984).
 *
 * @param directions {@code [features][kept]}; none if rows stay as they are
 */
@SuppressWarnings("ArrayRecordComponent")
public record GaussianRandomProjection(Optional<float[][]> directions) {
    /** Enough for distances. */
    public static final int NARROW = 64;

    /** Enough for classes to be told apart. */
    public static final int BROAD = 256;

    /** Rows that are this many times as wide as what would be kept stay as they are: little would be won. */
    private static final int MIN_REDUCTION = 4;

    /**
     * A projection of wide rows; the same numbers and seed give the same one.
     *
     * @param features of a row; up to {@value #MIN_REDUCTION} times as many as are kept it stays as it is
     * @param kept how many features are made of the others, {@link #NARROW} or {@link #BROAD}
     */
    public static GaussianRandomProjection of(int features, int kept, long seed) {
        if (features <= MIN_REDUCTION * kept) {
            return new GaussianRandomProjection(Optional.empty());
        }
        SplittableRandom random = new SplittableRandom(seed);
        float[][] directions = new float[features][kept];
        double scale = 1 / Math.sqrt(features);
        for (float[] direction : directions) {
            for (int i = 0; i < kept; i++) {
                direction[i] = (float) (scale * random.nextGaussian());
            }
        }
        return new GaussianRandomProjection(Optional.of(directions));
    }

    /** Narrow copies of the rows, or the rows themselves where they stay. */
    public float[][] apply(float[][] rows) {
        return directions.map(wide -> project(rows, wide)).orElse(rows);
    }

    private static float[][] project(float[][] rows, float[][] directions) {
        int kept = directions[0].length;
        float[][] narrow = new float[rows.length][kept];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < rows[row].length; i++) {
                float value = rows[row][i];
                float[] direction = directions[i];
                for (int k = 0; value != 0 && k < kept; k++) {
                    narrow[row][k] += value * direction[k];
                }
            }
        }
        return narrow;
    }
}
