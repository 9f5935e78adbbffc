package io.realign.learning.diagnosis;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes wide rows narrow enough for covariances: random directions keep distances about as they are (Johnson and
 * Lindenstrauss, 1984). Rows of at most {@value #WIDEST} features stay as they are.
 *
 * @param directions {@code [features][kept]}; none if rows stay
 */
@SuppressWarnings("ArrayRecordComponent")
record Projection(Optional<float[][]> directions) {
    static final int WIDEST = 256;
    private static final int KEPT = 64;

    static Projection of(int features, long seed) {
        if (features <= WIDEST) {
            return new Projection(Optional.empty());
        }
        SplittableRandom random = new SplittableRandom(seed);
        float[][] directions = new float[features][KEPT];
        double scale = 1 / Math.sqrt(features);
        for (float[] direction : directions) {
            for (int i = 0; i < KEPT; i++) {
                direction[i] = (float) (scale * random.nextGaussian());
            }
        }
        return new Projection(Optional.of(directions));
    }

    float[][] apply(float[][] rows) {
        if (directions.isEmpty()) {
            return rows;
        }
        float[][] narrow = new float[rows.length][KEPT];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < rows[row].length; i++) {
                float value = rows[row][i];
                float[] direction = directions.get()[i];
                for (int k = 0; value != 0 && k < KEPT; k++) {
                    narrow[row][k] += value * direction[k];
                }
            }
        }
        return narrow;
    }
}
