package io.realign.window;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scales features robustly. With {@code v = (x - centre) / deviation}, the scaled value is {@code v / sqrt(1 + v^2 / 16)},
 * which keeps the order of values, is nearly {@code v} for small values and stays within {@value #BOUND} deviations. The
 * deviation of a heavy-tailed feature is that of its centre, so a change of scale remains visible.
 *
 * <p>The arrays are shared, not copied, and must not be modified.
 */
public final class FeatureScaling {
    /** Bound of the magnitude of scaled values. */
    static final float BOUND = 4;

    /** Larger standardised values have the same scaled value. Keeps the square finite. */
    private static final float MAX_STANDARDISED = 1e6f;

    /** Bound of clipped values, just below that of the curve. */
    private static final float MAX_CLIPPED = 3.999f;

    /** Distance of the winsorisation limits from the quantiles .1 and .9, as a multiple of the quantile range. */
    private static final double WINSORISATION_MARGIN = 20;

    /** Range from quantile .1 to .9 of the normal distribution, in standard deviations. */
    private static final double NORMAL_QUANTILE_RANGE = 2.563;

    /** The deviation is at least this fraction of the standard deviation. */
    private static final double MIN_DEVIATION_RATIO = 0.2;

    private final float[] centre;
    private final float[] deviation;
    private final boolean[] clipped;

    /** Inverse deviations; 0 for constant features. */
    private final float[] factors;

    private final int[] clippedFeatures;

    /**
     * @param centre mean of each feature
     * @param deviation deviation of each feature; 0 for a constant feature, whose scaled value is always 0
     * @param clipped whether a feature is clipped to {@value #BOUND} deviations instead. One value has more than half of the
     *     rows, so the other values lie many deviations away, where the curve is flat
     */
    public FeatureScaling(float[] centre, float[] deviation, boolean[] clipped) {
        if (centre.length == 0 || centre.length != deviation.length || centre.length != clipped.length) {
            throw new IllegalArgumentException(
                    "expected the same number of centres, deviations and flags, at least 1, got %d, %d and %d"
                            .formatted(centre.length, deviation.length, clipped.length));
        }
        for (int i = 0; i < centre.length; i++) {
            if (!Float.isFinite(centre[i]) || !Float.isFinite(deviation[i]) || deviation[i] < 0) {
                throw new IllegalArgumentException(
                        "expected a finite centre and a deviation of 0 or more, got %s and %s at index %d"
                                .formatted(centre[i], deviation[i], i));
            }
        }
        this.centre = centre;
        this.deviation = deviation;
        this.clipped = clipped;
        this.factors = new float[centre.length];
        for (int i = 0; i < centre.length; i++) {
            factors[i] = deviation[i] > 0 ? Math.min(Float.MAX_VALUE, 1 / deviation[i]) : 0;
        }
        this.clippedFeatures =
                IntStream.range(0, clipped.length).filter(i -> clipped[i]).toArray();
    }

    /**
     * Fits the scaling. Up to 5 % of outliers in a feature have a bounded effect: values are winsorised to the range of the
     * quantiles .1 to .9, extended at each end by {@value #WINSORISATION_MARGIN} times its length.
     *
     * @param rows at least one, all finite and of the same width
     */
    static FeatureScaling fit(float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("expected at least one row, got none");
        }
        int width = rows[0].length;
        float[] centre = new float[width];
        float[] deviation = new float[width];
        boolean[] clipped = new boolean[width];
        for (int feature = 0; feature < width; feature++) {
            float[] sorted = sortedColumn(rows, feature, width);
            double low = quantile(sorted, 0.1);
            double high = quantile(sorted, 0.9);
            winsorise(sorted, low, high);
            double mean = mean(sorted);
            double standardDeviation = standardDeviation(sorted, mean);
            centre[feature] = (float) mean;
            clipped[feature] = isMostlyOneOfManyValues(sorted);
            // A deviation at rounding level is that of a constant feature.
            if (standardDeviation > Math.ulp((float) mean)) {
                double robust = Math.max((high - low) / NORMAL_QUANTILE_RANGE, MIN_DEVIATION_RATIO * standardDeviation);
                deviation[feature] =
                        (float) (clipped[feature] ? standardDeviation : Math.min(standardDeviation, robust));
            }
        }
        return new FeatureScaling(centre, deviation, clipped);
    }

    public int width() {
        return centre.length;
    }

    public float[] centre() {
        return centre;
    }

    public float[] deviation() {
        return deviation;
    }

    /** Returns whether each feature is clipped. */
    public boolean[] clipped() {
        return clipped;
    }

    /** Returns a scaled copy of a row. */
    public float[] apply(float[] row) {
        float[] scaled = new float[width()];
        apply(row, scaled);
        return scaled;
    }

    void apply(float[] row, float[] scaled) {
        if (row.length != centre.length) {
            throw new IllegalArgumentException("expected %d features, got %d".formatted(centre.length, row.length));
        }
        // Element-wise loops without branches, which the JIT compiler vectorises.
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (row[i] - centre[i]) * factors[i];
        }
        if (!(RowMath.sumOfSquares(scaled) < Float.POSITIVE_INFINITY)) {
            for (int i = 0; i < scaled.length; i++) {
                double standardised = ((double) row[i] - centre[i]) * factors[i];
                scaled[i] = (float) Math.max(-MAX_STANDARDISED, Math.min(MAX_STANDARDISED, standardised));
            }
        }
        for (int i : clippedFeatures) {
            // A value that the curve maps to the clipped one.
            float value = Math.max(-MAX_CLIPPED, Math.min(MAX_CLIPPED, scaled[i]));
            scaled[i] = value / (float) Math.sqrt(1 - value * value / (BOUND * BOUND));
        }
        for (int i = 0; i < scaled.length; i++) {
            float value = scaled[i];
            scaled[i] = value / (float) Math.sqrt(1 + value * value * (1 / (BOUND * BOUND)));
        }
    }

    /** Returns scaled copies of rows. */
    float[][] apply(float[][] rows) {
        return Arrays.stream(rows).map(this::apply).toArray(float[][]::new);
    }

    private static float[] sortedColumn(float[][] rows, int feature, int width) {
        float[] column = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new IllegalArgumentException(
                        "expected rows of the same width, got %d and %d".formatted(width, rows[i].length));
            }
            column[i] = rows[i][feature];
        }
        Arrays.sort(column);
        return column;
    }

    private static float quantile(float[] sorted, double probability) {
        return sorted[(int) Math.rint(probability * (sorted.length - 1))];
    }

    private static void winsorise(float[] sorted, double low, double high) {
        double margin = WINSORISATION_MARGIN * (high - low);
        for (int i = 0; margin > 0 && i < sorted.length; i++) {
            sorted[i] = (float) Math.max(low - margin, Math.min(high + margin, sorted[i]));
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double standardDeviation(float[] values, double mean) {
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    /** Whether there are at least three values, one of which has more than half of the rows. */
    private static boolean isMostlyOneOfManyValues(float[] sorted) {
        float median = sorted[sorted.length / 2];
        int equal = 0;
        int different = 1;
        for (int i = 0; i < sorted.length; i++) {
            equal += sorted[i] == median ? 1 : 0;
            different += i > 0 && sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return different > 2 && 2 * equal > sorted.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureScaling scaling
                && Arrays.equals(centre, scaling.centre)
                && Arrays.equals(deviation, scaling.deviation)
                && Arrays.equals(clipped, scaling.clipped);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(centre) + Arrays.hashCode(deviation)) + Arrays.hashCode(clipped);
    }
}
