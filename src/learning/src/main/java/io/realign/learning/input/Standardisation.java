package io.realign.learning.input;

import io.realign.window.Standardiser;
import java.util.Arrays;

/**
 * How raw rows of one domain become what the network sees: features that grow by factors are taken by their
 * {@link SignedLog signed logarithm}, then all are standardised and clipped. Belongs to a model and is released with it.
 *
 * <p>The array is shared, not copied: a standardisation is fitted once and then only read.
 *
 * @param logTransformed for each feature whether {@code sign(x) ln(1 + |x|)} comes first
 * @param standardiser of what comes of that
 */
@SuppressWarnings("ArrayRecordComponent")
public record Standardisation(boolean[] logTransformed, Standardiser standardiser) {
    private static final double MIN_DEVIATION = .05;

    public Standardisation {
        if (logTransformed.length != standardiser.width()) {
            throw new IllegalArgumentException(
                    "expected as many features to be logged or not as are standardised, %d, got %d"
                            .formatted(standardiser.width(), logTransformed.length));
        }
    }

    /** Leaves rows as they are, but clips them. For images, whose values are 0 to 1 from the start. */
    public static Standardisation none(int width) {
        float[] deviation = new float[width];
        Arrays.fill(deviation, 1);
        return new Standardisation(new boolean[width], new Standardiser(new float[width], deviation));
    }

    /**
     * The standardisation of a table of source rows. Whether it is taken by its logarithms is decided for the whole table,
     * by its skewness alone.
     *
     * @param source at least one row, all of the same width, all finite
     */
    public static Standardisation fit(float[][] source) {
        boolean[] logged = new boolean[source.length == 0 ? 0 : source[0].length];
        Arrays.fill(logged, SignedLog.reducesSkewness(source));
        return fit(logged, source);
    }

    /**
     * One mean and one deviation for each channel of images; no logarithms.
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

    /** Mean over all rows and the columns of a range of {@code (value - centre) ^ power}, power 1 or 2. */
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
     * What takes the place of this one for rows of another domain: the same features by their logarithms, but means and
     * deviations of the rows. Few rows say little: of fewer than {@code window} the statistics are drawn towards these
     * ones, down to none at all.
     *
     * @param rows of the other domain, all of this width, all finite
     * @param window how many rows count in full, at least 1
     */
    public Standardisation refitted(float[][] rows, int window) {
        if (window < 1) {
            throw new IllegalArgumentException("window: expected at least 1 row, got " + window);
        }
        if (rows.length == 0) {
            return this;
        }
        return interpolate(fit(logTransformed, rows), Math.min(1, rows.length / (double) window));
    }

    private static Standardisation fit(boolean[] logged, float[][] rows) {
        return new Standardisation(logged, Standardiser.fit(applyLogarithms(logged, rows)));
    }

    /**
     * A standardisation between this one and another.
     *
     * @param other with the same features by their logarithms
     * @param fraction 0 for this one, 1 for the other
     */
    public Standardisation interpolate(Standardisation other, double fraction) {
        if (!Arrays.equals(logTransformed, other.logTransformed)) {
            throw new IllegalArgumentException(
                    "expected the same features by their logarithms, got %d and %d features that are not all the same"
                            .formatted(logTransformed.length, other.logTransformed.length));
        }
        return new Standardisation(logTransformed, standardiser.interpolate(other.standardiser, fraction));
    }

    /**
     * This one, changed so that rows that it gave mean 0 and deviation 1 get these instead.
     *
     * @param mean of each feature
     * @param deviation of each feature, 0 or more; a tiny one counts as {@value #MIN_DEVIATION}
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

    /** What the network sees of {@code rows}. */
    public float[][] apply(float[][] rows) {
        return standardiser.apply(applyLogarithms(logTransformed, rows));
    }

    private static float[][] applyLogarithms(boolean[] logged, float[][] rows) {
        float[][] drawnIn = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            drawnIn[i] = applyLogarithms(logged, rows[i]);
        }
        return drawnIn;
    }

    private static float[] applyLogarithms(boolean[] logged, float[] row) {
        if (row.length != logged.length) {
            throw new IllegalArgumentException("expected %d features, got %d".formatted(logged.length, row.length));
        }
        float[] drawnIn = row.clone();
        for (int i = 0; i < row.length; i++) {
            if (logged[i]) {
                drawnIn[i] = SignedLog.of(row[i]);
            }
        }
        return drawnIn;
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
