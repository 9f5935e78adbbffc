package io.realign.window;

import java.util.Arrays;

/**
 * Brings features of any scale to about -1 to 1: {@code (x - mean) / deviation}, clipped to {@value #CLIP} either way.
 *
 * <p>The arrays are shared, not copied: a standardiser is fitted once and then only read.
 *
 * @param mean one for each feature
 * @param deviation one for each feature, positive
 */
@SuppressWarnings("ArrayRecordComponent")
public record Standardiser(float[] mean, float[] deviation) {
    /** A reading further out than this many deviations says no more than that it is far out. */
    public static final float CLIP = 4;

    private static final double MARGIN = 20;

    public Standardiser {
        if (mean.length == 0 || mean.length != deviation.length) {
            throw new IllegalArgumentException("expected as many means as deviations, at least one, got %d and %d"
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
     * Mean and population deviation of each column; a column that does not vary gets the deviation 1.
     *
     * @param rows at least one, all of the same width, all finite
     */
    public static Standardiser fit(float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("expected at least one row to fit a standardiser to, got none");
        }
        int width = rows[0].length;
        float[] mean = new float[width];
        float[] deviation = new float[width];
        for (int column = 0; column < width; column++) {
            double centre = mean(rows, column, width);
            double spread = 0;
            for (float[] row : rows) {
                spread += (row[column] - centre) * (row[column] - centre);
            }
            mean[column] = (float) centre;
            deviation[column] = deviation(Math.sqrt(spread / rows.length), centre);
        }
        return new Standardiser(mean, deviation);
    }

    /**
     * A standardiser that up to a twentieth of wild rows hardly move: {@link #fit} to values that are drawn in to where
     * the middle four fifths of their column lie, and twenty times as far on both sides. A column whose middle does
     * not vary is taken as it is.
     *
     * @param rows at least one, all of the same width, all finite
     */
    static Standardiser fitRobust(float[][] rows) {
        float[][] drawnIn = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            drawnIn[i] = rows[i].clone();
        }
        int width = rows.length == 0 ? 0 : rows[0].length;
        for (int column = 0; column < width; column++) {
            winsorise(drawnIn, column);
        }
        return fit(drawnIn);
    }

    private static void winsorise(float[][] rows, int column) {
        float[] sorted = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            sorted[i] = rows[i][column];
        }
        Arrays.sort(sorted);
        double low = quantile(sorted, 0.1);
        double high = quantile(sorted, 0.9);
        double margin = MARGIN * (high - low);
        if (margin > 0) {
            for (float[] row : rows) {
                row[column] = (float) Math.max(low - margin, Math.min(high + margin, row[column]));
            }
        }
    }

    private static float quantile(float[] sorted, double share) {
        return sorted[(int) Math.rint(share * (sorted.length - 1))];
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

    /** What a constant column's rounding leaves behind is no spread: dividing by it would blow up later readings. */
    private static float deviation(double spread, double centre) {
        return spread <= Math.ulp((float) centre) ? 1 : (float) spread;
    }

    /**
     * A standardiser between this one and another: on the way, means lie on a straight line and deviations change by
     * equal factors, so neither a step of nothing nor a whole one is off the mark.
     *
     * @param fraction 0 for this one, 1 for the other
     */
    public Standardiser interpolate(Standardiser other, double fraction) {
        if (!(fraction >= 0 && fraction <= 1) || other.width() != width()) {
            throw new IllegalArgumentException("expected a fraction of 0 to 1 and %d features, got %s and %d"
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

    /** The standardised copy of {@code row}. */
    public float[] apply(float[] row) {
        float[] standardised = new float[width()];
        apply(row, standardised);
        return standardised;
    }

    /** Writes the standardised {@code row}. */
    void apply(float[] row, float[] standardised) {
        if (row.length != mean.length) {
            throw new IllegalArgumentException("expected %d features, got %d".formatted(mean.length, row.length));
        }
        for (int i = 0; i < row.length; i++) {
            standardised[i] = Math.max(-CLIP, Math.min(CLIP, (row[i] - mean[i]) / deviation[i]));
        }
    }

    /** The standardised copies of {@code rows}. */
    public float[][] apply(float[][] rows) {
        float[][] standardised = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            standardised[i] = apply(rows[i]);
        }
        return standardised;
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

    @Override
    public String toString() {
        return "Standardiser[" + mean.length + "]";
    }
}
