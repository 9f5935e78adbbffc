package io.realign.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How rows of features, and sums of them, are measured.
 *
 * <p><b>Soft whitening.</b> Differences along directions in which the source itself varies much count less, by
 * {@code 1 / (lambda + gamma)} for a direction of variance lambda. Gamma makes the effective dimension, the sum of
 * {@code lambda / (lambda + gamma)}, a fortieth of the source's events: a flat or poorly known spectrum gets a large
 * gamma and is left nearly as it is, which is the plain maximum mean discrepancy.
 *
 * <p>Only the {@value #MAX_DIRECTIONS} leading directions are told apart, and of them only those that stand out from the next one and
 * would count for much less than the others, because every event has to be projected on each; all others count fully,
 * the scale being chosen so:
 * {@code |S|^2 = |sum of features|^2 - sum of relief_k (u_k' sum of features)^2}.
 *
 * <p><b>Typicality.</b> How typical an event is of the source is its mean kernel value with the source's events,
 * {@code <phi, m>} with m the mean of their features. It varies little, so a change of spread or of dependence shows in it
 * long before it shows in the distance of means. It also says what an event contributes to the distance by itself,
 * because features have norm 1: {@code |phi - m|^2 = 1 + |m|^2 - 2 <phi, m>}.
 *
 * <p>The arrays are shared, not copied: a whitening is fitted once and then only read.
 */
public final class Whitening {
    /** The most directions. */
    public static final int MAX_DIRECTIONS = 8;

    /** Source events for one effective dimension. */
    private static final double EVENTS_PER_DIMENSION = 40;

    /** The least relief that is worth a projection. */
    private static final double MIN_WEIGHT_REDUCTION = 0.3;

    /**
     * The most relief. Leading directions are those between the clusters of the source: without any weight of theirs nobody
     * would see how many events each has.
     */
    private static final double MAX_WEIGHT_REDUCTION = 0.8;

    /** Directions with hardly more variance than the first that is not told apart are arbitrary ones of many. */
    private static final double MIN_VARIANCE_RATIO = 1.5;

    private static final int POWER_STEPS = 12;

    /** Projections are kept in steps of so many units, so that they are no larger than {@link DyadicWindows#MAX_VALUE}. */
    private static final int STEP = 2;

    private final float[] mean;
    private final float[][] directions;
    private final float[] weightReductions;

    /**
     * @param mean features of the source, before their grid: a vector shorter than 1, with a power of two of values
     * @param directions one row for each direction, as long as the mean; orthonormal
     * @param relief how much less each direction counts, 0 to below 1
     */
    public Whitening(float[] mean, float[][] directions, float[] relief) {
        this.mean = mean;
        this.directions = directions;
        this.weightReductions = relief;
    }

    /**
     * Fits to the source.
     *
     * @param rows features of its events, whole numbers in units of 1/{@link RandomFeatures#GRID}, at least 2
     * @param correlation how many rows are worth an independent one, 1 or more
     * @param seed of the start of the power iteration
     */
    static Whitening fit(float[][] rows, double correlation, long seed) {
        int features = rows[0].length;
        float[] mean = mean(rows);
        double[][] basis = start(features, MAX_DIRECTIONS + 1, new Random(seed));
        double[] variances = new double[basis.length];
        for (int step = 0; step < POWER_STEPS; step++) {
            basis = timesCovariance(basis, rows, mean);
            variances = orthonormalise(basis);
        }
        double trace = trace(rows, mean);
        for (int i = 0; i < features; i++) {
            mean[i] /= RandomFeatures.GRID;
        }
        return of(mean, basis, variances, trace, rows.length / correlation / EVENTS_PER_DIMENSION);
    }

    /** Writes the projections of a row's features behind them. */
    void project(float[] row) {
        int features = mean.length;
        for (int k = 0; k < weightReductions.length; k++) {
            row[features + k] = (float) Math.rint(RowMath.dot(directions[k], row, features) / STEP);
        }
        row[features + weightReductions.length] = (float) Math.rint(RowMath.dot(mean, row, features) / STEP);
    }

    /** Values in a row of features, directions and typicality. */
    int width() {
        return mean.length + weightReductions.length + 1;
    }

    /** The place of the typicality in a row. */
    int typicalityIndex() {
        return mean.length + weightReductions.length;
    }

    /** The typicality of a row, or of a sum of rows, in units of 1/{@link RandomFeatures#GRID}. */
    public double typicality(float[] row) {
        return STEP * (double) row[typicalityIndex()];
    }

    /** The same, of sums that have outgrown a float. */
    public double typicality(double[] row) {
        return STEP * row[typicalityIndex()];
    }

    /** The mean features of the source. */
    public float[] mean() {
        return mean;
    }

    public float[][] directions() {
        return directions;
    }

    public float[] weightReductions() {
        return weightReductions;
    }

    /** The squared length of a row, or of a sum of rows. */
    public double squaredNorm(float[] row) {
        int features = mean.length;
        double squared = RowMath.dot(row, row, features);
        for (int k = 0; k < weightReductions.length; k++) {
            double along = STEP * row[features + k];
            squared -= weightReductions[k] * along * along;
        }
        return squared;
    }

    /** The same, of sums that have outgrown a float. */
    public double squaredNorm(double[] row) {
        int features = mean.length;
        double squared = 0;
        for (int i = 0; i < features; i++) {
            squared += row[i] * row[i];
        }
        for (int k = 0; k < weightReductions.length; k++) {
            double along = STEP * row[features + k];
            squared -= weightReductions[k] * along * along;
        }
        return squared;
    }

    /** The squared length of {@code one - other}. */
    public double squaredDistance(float[] one, float[] other) {
        int features = mean.length;
        double squared = RowMath.squaredDistance(one, other, features);
        for (int k = 0; k < weightReductions.length; k++) {
            double along = STEP * (one[features + k] - other[features + k]);
            squared -= weightReductions[k] * along * along;
        }
        return squared;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Whitening whitening
                && Arrays.equals(mean, whitening.mean)
                && Arrays.deepEquals(directions, whitening.directions)
                && Arrays.equals(weightReductions, whitening.weightReductions);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(mean) + Arrays.deepHashCode(directions)) + Arrays.hashCode(weightReductions);
    }

    @Override
    public String toString() {
        return "Whitening[" + weightReductions.length + "]";
    }

    private static Whitening of(float[] mean, double[][] basis, double[] variances, double trace, double dimension) {
        int features = basis[0].length;
        double flat = Math.max(0, trace - Arrays.stream(variances).sum()) / Math.max(1, features - variances.length);
        double gamma = gamma(variances, flat, features - variances.length, dimension);
        List<float[]> directions = new ArrayList<>();
        float[] relief = new float[MAX_DIRECTIONS];
        for (int k = 0; k < MAX_DIRECTIONS; k++) {
            double of = Math.min(MAX_WEIGHT_REDUCTION, 1 - (flat + gamma) / (variances[k] + gamma));
            if (of >= MIN_WEIGHT_REDUCTION && variances[k] >= MIN_VARIANCE_RATIO * variances[MAX_DIRECTIONS]) {
                relief[directions.size()] = (float) of;
                directions.add(floats(basis[k]));
            }
        }
        return new Whitening(mean, directions.toArray(float[][]::new), Arrays.copyOf(relief, directions.size()));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** By bisection: the effective dimension falls with gamma. */
    private static double gamma(double[] variances, double flat, int others, double dimension) {
        double low = 1e-12;
        double high = 1e6;
        for (int step = 0; step < 200; step++) {
            double middle = Math.sqrt(low * high);
            double sum = others * flat / (flat + middle);
            for (double variance : variances) {
                sum += variance / (variance + middle);
            }
            if (sum > dimension) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static float[] mean(float[][] rows) {
        double[] sum = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (sum[i] / rows.length);
        }
        return mean;
    }

    private static double[][] start(int features, int rank, Random random) {
        double[][] basis = new double[rank][features];
        for (double[] direction : basis) {
            Arrays.setAll(direction, i -> random.nextGaussian());
        }
        orthonormalise(basis);
        return basis;
    }

    /** Each direction times the covariance, in squared units of the features before their grid. */
    private static double[][] timesCovariance(double[][] basis, float[][] rows, float[] mean) {
        double[][] product = new double[basis.length][mean.length];
        double[] centred = new double[mean.length];
        double scale = 1.0 / ((double) RandomFeatures.GRID * RandomFeatures.GRID * (rows.length - 1));
        for (float[] row : rows) {
            for (int i = 0; i < centred.length; i++) {
                centred[i] = row[i] - mean[i];
            }
            for (int k = 0; k < basis.length; k++) {
                double along = scale * dot(basis[k], centred);
                double[] sum = product[k];
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += along * centred[i];
                }
            }
        }
        return product;
    }

    private static double trace(float[][] rows, float[] mean) {
        double sum = 0;
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                double centred = row[i] - mean[i];
                sum += centred * centred;
            }
        }
        return sum / ((double) RandomFeatures.GRID * RandomFeatures.GRID * (rows.length - 1));
    }

    /** Gram and Schmidt, twice for accuracy. Returns the lengths, which after enough steps are the variances. */
    private static double[] orthonormalise(double[][] basis) {
        double[] lengths = new double[basis.length];
        for (int k = 0; k < basis.length; k++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k; j++) {
                    double along = dot(basis[j], basis[k]);
                    for (int i = 0; i < basis[k].length; i++) {
                        basis[k][i] -= along * basis[j][i];
                    }
                }
            }
            lengths[k] = Math.sqrt(dot(basis[k], basis[k]));
            double inverse = lengths[k] > 0 ? 1 / lengths[k] : 0;
            for (int i = 0; i < basis[k].length; i++) {
                basis[k][i] *= inverse;
            }
        }
        return lengths;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
