package io.realign.window;

import java.util.Arrays;
import java.util.Random;

/**
 * A standardiser followed by random features. Both are robust: quantiles bound the standardiser, and the bandwidth is
 * one, so a few outliers in the source change neither much.
 *
 * @param standardiser fitted to the source
 * @param features drawn with a bandwidth fitted to the source
 */
public record ScaledRandomFeatures(Standardiser standardiser, RandomFeatures features) {
    /** 256 rows have 32,640 pairs, enough for a stable median. */
    private static final int MEDIAN_ROWS = 256;

    public ScaledRandomFeatures {
        if (standardiser.width() != features.inputs()) {
            throw new IllegalArgumentException(
                    "expected features of %d inputs, got %d".formatted(standardiser.width(), features.inputs()));
        }
    }

    /**
     * Fits to the source. The kernel bandwidth is half the median squared distance.
     *
     * @param rows raw rows of the source, at least one
     * @param outputs number of random features
     * @param seed random seed
     */
    public static ScaledRandomFeatures fit(float[][] rows, int outputs, long seed) {
        Standardiser standardiser = Standardiser.fitRobust(rows);
        float[][] sample = sample(rows, new Random(seed));
        for (int i = 0; i < sample.length; i++) {
            sample[i] = standardiser.apply(sample[i]);
        }
        double median = medianSquaredDistance(sample);
        // If most rows are equal the median is 0; the fallback is the scale of independent standardised features.
        double bandwidth = median > 0 ? median / 2 : standardiser.width();
        return new ScaledRandomFeatures(
                standardiser, RandomFeatures.structured(standardiser.width(), outputs, bandwidth, seed));
    }

    /**
     * Writes the random features of a raw row.
     *
     * @param standardised buffer as long as the row
     * @param mapped receives the random features as integers, in units of 1/{@link RandomFeatures#GRID}
     */
    void map(float[] raw, float[] standardised, float[] mapped) {
        standardiser.apply(raw, standardised);
        features.map(standardised, mapped);
    }

    /** Returns a raw row in standard deviations of the source, clipped to {@link Standardiser#CLIP}. */
    float[] standardise(float[] row) {
        return standardiser.apply(row);
    }

    private static float[][] sample(float[][] rows, Random random) {
        float[][] shuffled = rows.clone();
        int size = Math.min(MEDIAN_ROWS, rows.length);
        for (int i = 0; i < size; i++) {
            int other = i + random.nextInt(rows.length - i);
            float[] row = shuffled[other];
            shuffled[other] = shuffled[i];
            shuffled[i] = row;
        }
        return Arrays.copyOf(shuffled, size);
    }

    private static double medianSquaredDistance(float[][] rows) {
        double[] distances = new double[rows.length * (rows.length - 1) / 2];
        int pair = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[pair++] = squaredDistance(rows[i], rows[j]);
            }
        }
        Arrays.sort(distances);
        return distances.length == 0 ? 0 : distances[distances.length / 2];
    }

    private static double squaredDistance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }
}
