package io.realign.window;

import java.util.Arrays;

/**
 * Standardises features: {@code (x - mean) / deviation}, clipped to -{@value #CLIP} to {@value #CLIP}. The arrays are
 * shared, not copied, and must not be modified.
 *
 * @param mean mean of each feature
 * @param deviation standard deviation of each feature, positive
 */
@SuppressWarnings("ArrayRecordComponent")
public record Standardiser(float[] mean, float[] deviation) {
    /** Maximum magnitude of a standardised value, in standard deviations. */
    public static final float CLIP = 4;

    public Standardiser {
        if (mean.length == 0 || mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    "expected the same number of means and deviations, at least 1, got %d and %d"
                            .formatted(mean.length, deviation.length));
        }
        for (int i = 0; i < mean.length; i++) {
            if (!Float.isFinite(mean[i]) || !Float.isFinite(deviation[i]) || deviation[i] <= 0) {
                throw new IllegalArgumentException(
                        "expected a finite mean and a positive deviation, got %s and %s at index %d"
                                .formatted(mean[i], deviation[i], i));
            }
        }
    }

    /**
     * Fits the mean and the population standard deviation of each column. A constant column gets the deviation 1.
     *
     * @param rows at least one, all finite and of the same width
     */
    public static Standardiser fit(float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("expected at least one row, got none");
        }
        int width = rows[0].length;
        float[] mean = new float[width];
        float[] deviation = new float[width];
        for (int column = 0; column < width; column++) {
            double centre = mean(rows, column, width);
            double squares = 0;
            for (float[] row : rows) {
                squares += (row[column] - centre) * (row[column] - centre);
            }
            double spread = Math.sqrt(squares / rows.length);
            mean[column] = (float) centre;
            // A spread at rounding level is that of a constant column; dividing by it would inflate later values.
            deviation[column] = spread <= Math.ulp((float) centre) ? 1 : (float) spread;
        }
        return new Standardiser(mean, deviation);
    }

    private static double mean(float[][] rows, int column, int width) {
        double sum = 0;
        for (float[] row : rows) {
            if (row.length != width) {
                throw new IllegalArgumentException(
                        "expected rows of the same width, got %d and %d".formatted(width, row.length));
            }
            sum += row[column];
        }
        return sum / rows.length;
    }

    /**
     * Interpolates between two standardisers: means linearly, deviations geometrically.
     *
     * @param fraction 0 for this standardiser, 1 for the other
     */
    public Standardiser interpolate(Standardiser other, double fraction) {
        if (!(fraction >= 0 && fraction <= 1) || other.width() != width()) {
            throw new IllegalArgumentException(
                    "expected a fraction of 0 to 1 and %d features, got a fraction of %s and %d features"
                            .formatted(width(), fraction, other.width()));
        }
        float[] means = new float[width()];
        float[] deviations = new float[width()];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) ((1 - fraction) * mean[i] + fraction * other.mean[i]);
            deviations[i] = (float) (Math.pow(deviation[i], 1 - fraction) * Math.pow(other.deviation[i], fraction));
        }
        return new Standardiser(means, deviations);
    }

    public int width() {
        return mean.length;
    }

    /** Returns a standardised copy of {@code row}. */
    public float[] apply(float[] row) {
        float[] standardised = new float[width()];
        apply(row, standardised);
        return standardised;
    }

    void apply(float[] row, float[] standardised) {
        if (row.length != mean.length) {
            throw new IllegalArgumentException("expected %d features, got %d".formatted(mean.length, row.length));
        }
        for (int i = 0; i < row.length; i++) {
            standardised[i] = Math.max(-CLIP, Math.min(CLIP, (row[i] - mean[i]) / deviation[i]));
        }
    }

    /** Returns standardised copies of {@code rows}. */
    public float[][] apply(float[][] rows) {
        return Arrays.stream(rows).map(this::apply).toArray(float[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standardiser standardiser
                && Arrays.equals(mean, standardiser.mean)
                && Arrays.equals(deviation, standardiser.deviation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }
}
