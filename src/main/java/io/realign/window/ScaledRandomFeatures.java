package io.realign.window;

import java.util.Arrays;
import java.util.Random;

/**
 * How a raw row becomes features that can be summed: standardised as most of the source is, then mapped. A few rows of the
 * source with wild values change neither the standardiser nor the bandwidth by much: quantiles bound the one and are the other.
 *
 * @param standardiser fitted to the source
 * @param features drawn for the source's scale
 */
public record ScaledRandomFeatures(Standardiser standardiser, RandomFeatures features) {
    /** So many rows have 32,640 pairs, whose median is known well enough. */
    private static final int MEDIAN_ROWS = 256;

    public ScaledRandomFeatures {
        if (standardiser.width() != features.inputs()) {
            throw new IllegalArgumentException(
                    "expected features of %d inputs, got %d".formatted(standardiser.width(), features.inputs()));
        }
    }

    /**
     * An embedding for the scale of {@code rows}: the kernel's bandwidth is half the median squared distance.
     *
     * @param rows raw rows of the source, at least one
     * @param outputs number of random features
     * @param seed of everything that is drawn
     */
    public static ScaledRandomFeatures fit(float[][] rows, int outputs, long seed) {
        Standardiser standardiser = Standardiser.fitRobust(rows);
        float[][] sample = sample(rows, new Random(seed));
        for (int i = 0; i < sample.length; i++) {
            sample[i] = standardiser.apply(sample[i]);
        }
        double median = medianSquaredDistance(sample);
        // Rows that are mostly the same leave no scale behind; independent standardised ones would be this far apart.
        double bandwidth = median > 0 ? median / 2 : standardiser.width();
        return new ScaledRandomFeatures(
                standardiser, RandomFeatures.structured(standardiser.width(), outputs, bandwidth, seed));
    }

    /**
     * Writes the random features of a raw row.
     *
     * @param standardised room for as many values as the row has
     * @param mapped takes as many whole numbers as there are random features, units of 1/{@link RandomFeatures#GRID}
     */
    void map(float[] raw, float[] standardised, float[] mapped) {
        standardiser.apply(raw, standardised);
        features.map(standardised, mapped);
    }

    /** A raw row in deviations of the source, each within {@link Standardiser#CLIP} either way. */
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
