package io.realign.learning.input;

import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Maps the raw rows of one domain to the input of a network: {@linkplain SignedLog signed logarithm} of the selected
 * features, then standardisation and clipping.
 *
 * @param logTransformed for each feature, whether its signed logarithm is taken; shared, not copied
 * @param standardiser applied after the logarithm
 */
@SuppressWarnings("ArrayRecordComponent")
public record Standardisation(boolean[] logTransformed, Standardiser standardiser) {
    /** Statistics of fewer rows are shrunk towards those of the parent. */
    public static final int FULL_WEIGHT_ROWS = 150;

    private static final double MIN_DEVIATION = .05;

    public Standardisation {
        if (logTransformed.length != standardiser.width()) {
            throw new IllegalArgumentException("expected a log-transform flag for each of %d features, got %d"
                    .formatted(standardiser.width(), logTransformed.length));
        }
    }

    /** Returns a standardisation that only clips, for images with values from 0 to 1. */
    public static Standardisation none(int width) {
        float[] deviation = new float[width];
        Arrays.fill(deviation, 1);
        return new Standardisation(new boolean[width], new Standardiser(new float[width], deviation));
    }

    /**
     * Fits a standardisation to a table. The logarithm is applied to all features or to none, depending on their skewness.
     *
     * @param source at least one row, all finite and of the same width
     */
    public static Standardisation fit(float[][] source) {
        boolean[] logTransformed = new boolean[source.length == 0 ? 0 : source[0].length];
        Arrays.fill(logTransformed, SignedLog.reducesSkewness(source));
        return fit(logTransformed, source);
    }

    /**
     * Fits one mean and one deviation per image channel, without logarithms.
     *
     * @param source at least one row {@code [channels * pixels]}, channel by channel, all finite
     */
    public static Standardisation fitChannels(float[][] source, int channels) {
        int width = source.length == 0 ? 0 : source[0].length;
        if (channels < 1 || width == 0 || width % channels != 0) {
            throw new IllegalArgumentException(
                    "expected rows of %d channels of the same size, got rows of %d values".formatted(channels, width));
        }
        int pixels = width / channels;
        float[] mean = new float[width];
        float[] deviation = new float[width];
        for (int from = 0; from < width; from += pixels) {
            double centre = centredMoment(source, from, from + pixels, 0, 1);
            double spread = Math.sqrt(centredMoment(source, from, from + pixels, centre, 2));
            Arrays.fill(mean, from, from + pixels, (float) centre);
            Arrays.fill(deviation, from, from + pixels, spread <= Math.ulp((float) centre) ? 1 : (float) spread);
        }
        return new Standardisation(new boolean[width], new Standardiser(mean, deviation));
    }

    /** Mean of {@code (value - centre) ^ power} over all rows and a range of columns, for power 1 or 2. */
    private static double centredMoment(float[][] rows, int from, int to, double centre, int power) {
        double sum = 0;
        for (float[] row : rows) {
            for (int i = from; i < to; i++) {
                double offset = row[i] - centre;
                sum += power == 1 ? offset : offset * offset;
            }
        }
        return sum / ((double) rows.length * (to - from));
    }

    /**
     * Fits the standardisation of another domain, with the same logarithms. The statistics of fewer than
     * {@code fullWeightRows} rows are shrunk towards those of this standardisation, in proportion to the number of rows.
     *
     * @param rows finite rows of the other domain; may be empty
     * @param fullWeightRows at least 1
     */
    public Standardisation refitted(float[][] rows, int fullWeightRows) {
        if (fullWeightRows < 1) {
            throw new IllegalArgumentException("fullWeightRows: expected at least 1, got " + fullWeightRows);
        }
        return rows.length == 0
                ? this
                : interpolate(fit(logTransformed, rows), Math.min(1, rows.length / (double) fullWeightRows));
    }

    private static Standardisation fit(boolean[] logTransformed, float[][] rows) {
        return new Standardisation(logTransformed, Standardiser.fit(applyLogarithms(logTransformed, rows)));
    }

    /**
     * Interpolates mean and deviation linearly.
     *
     * @param other standardisation with the same logarithms
     * @param fraction 0 (this standardisation) to 1 (the other one)
     */
    public Standardisation interpolate(Standardisation other, double fraction) {
        if (!Arrays.equals(logTransformed, other.logTransformed)) {
            throw new IllegalArgumentException(
                    "expected the same log-transformed features in both standardisations, got different ones (widths %d and %d)"
                            .formatted(logTransformed.length, other.logTransformed.length));
        }
        return new Standardisation(logTransformed, standardiser.interpolate(other.standardiser, fraction));
    }

    /**
     * Returns a standardisation that maps the fitted rows to the given moments instead of mean 0 and deviation 1.
     *
     * @param deviation deviation of each feature, 0 or more; at least {@value #MIN_DEVIATION} is used
     */
    public Standardisation withOutputMoments(double[] mean, double[] deviation) {
        float[] means = new float[width()];
        float[] deviations = new float[width()];
        for (int i = 0; i < means.length; i++) {
            double scale = Math.max(MIN_DEVIATION, deviation[i]);
            deviations[i] = (float) Math.max(Float.MIN_NORMAL, standardiser.deviation()[i] / scale);
            means[i] = (float) (standardiser.mean()[i] - standardiser.deviation()[i] * mean[i] / scale);
        }
        return new Standardisation(logTransformed, new Standardiser(means, deviations));
    }

    public int width() {
        return logTransformed.length;
    }

    public float[][] apply(float[][] rows) {
        return standardiser.apply(applyLogarithms(logTransformed, rows));
    }

    private static float[][] applyLogarithms(boolean[] logTransformed, float[][] rows) {
        return Stream.of(rows).map(row -> applyLogarithms(logTransformed, row)).toArray(float[][]::new);
    }

    private static float[] applyLogarithms(boolean[] logTransformed, float[] row) {
        if (row.length != logTransformed.length) {
            throw new IllegalArgumentException(
                    "expected %d features, got %d".formatted(logTransformed.length, row.length));
        }
        float[] transformed = row.clone();
        for (int i = 0; i < row.length; i++) {
            if (logTransformed[i]) {
                transformed[i] = SignedLog.of(row[i]);
            }
        }
        return transformed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standardisation standardisation
                && Arrays.equals(logTransformed, standardisation.logTransformed)
                && standardiser.equals(standardisation.standardiser);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(logTransformed) + standardiser.hashCode();
    }

    @Override
    public String toString() {
        return "Standardisation[" + logTransformed.length + "]";
    }
}
