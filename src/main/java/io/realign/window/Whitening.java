package io.realign.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Computes the norm and the typicality of rows and of sums of rows.
 *
 * <p><b>Soft whitening.</b> A principal direction of variance lambda is weighted by {@code 1 / (lambda + gamma)}, so
 * directions in which the source varies much count less. Gamma is chosen such that the effective dimension, the sum of
 * {@code lambda / (lambda + gamma)}, is a fortieth of the number of source events. A flat or poorly estimated spectrum
 * gets a large gamma, and the norm is close to that of the unweighted maximum mean discrepancy.
 *
 * <p>Each direction costs a projection of every event. Therefore at most {@value #MAX_DIRECTIONS} leading directions
 * are used, and only if their variance is clearly larger and their weight clearly smaller. All other directions have
 * weight 1: {@code |S|^2 = |sum of features|^2 - sum of reduction_k (u_k' sum of features)^2}.
 *
 * <p><b>Typicality.</b> The typicality of an event is its mean kernel value with the source events: {@code <phi, m>}
 * for the features phi of the event and the mean features m of the source. Its variance is small, so it reveals a
 * change of spread or dependence long before the distance of means does. Features have norm 1, so typicality also gives
 * the distance of a single event: {@code |phi - m|^2 = 1 + |m|^2 - 2 <phi, m>}.
 *
 * <p>Immutable; the arrays are shared, not copied.
 */
public final class Whitening {
    public static final int MAX_DIRECTIONS = 8;

    /** Source events per effective dimension. */
    private static final double EVENTS_PER_DIMENSION = 40;

    /** Directions with a smaller weight reduction are not worth the cost of a projection. */
    private static final double MIN_WEIGHT_REDUCTION = 0.3;

    /**
     * Leading directions separate the clusters of the source, so they must keep some weight to show a change of cluster
     * sizes.
     */
    private static final double MAX_WEIGHT_REDUCTION = 0.8;

    /** Minimum ratio to the variance of the first unused direction; with a smaller ratio a direction is arbitrary. */
    private static final double MIN_VARIANCE_RATIO = 1.5;

    private static final int POWER_STEPS = 12;
    private static final int BISECTION_STEPS = 200;

    /** Unit of stored projections, which keeps them within {@link DyadicWindows#MAX_VALUE}. */
    public static final int STEP = 2;

    private final float[] mean;
    private final float[][] directions;
    private final float[] weightReductions;

    /**
     * @param mean mean random features of the source, not in units of the grid: norm below 1, length a power of two
     * @param directions orthonormal directions with the length of the mean
     * @param weightReductions reduction of the weight of each direction, from 0 to below 1
     */
    public Whitening(float[] mean, float[][] directions, float[] weightReductions) {
        this.mean = mean;
        this.directions = directions;
        this.weightReductions = weightReductions;
    }

    /**
     * Fits the directions and weights to the source by power iteration.
     *
     * @param rows random features of at least 2 events, integers in units of 1/{@link RandomFeatures#GRID}
     * @param autocorrelationTime rows per independent row, 1 or more
     * @param seed random seed of the initial directions
     */
    static Whitening fit(float[][] rows, double autocorrelationTime, long seed) {
        int features = rows[0].length;
        float[] mean = mean(rows);
        double[][] basis = randomBasis(features, MAX_DIRECTIONS + 1, new Random(seed));
        double[] variances = new double[basis.length];
        for (int step = 0; step < POWER_STEPS; step++) {
            basis = timesCovariance(basis, rows, mean);
            variances = orthonormalise(basis);
        }
        double trace = trace(rows, mean);
        for (int i = 0; i < features; i++) {
            mean[i] /= RandomFeatures.GRID;
        }
        double effectiveDimension = rows.length / autocorrelationTime / EVENTS_PER_DIMENSION;
        return of(mean, basis, variances, trace, effectiveDimension);
    }

    /** Writes the projections and the typicality of a row after its random features. */
    void project(float[] row) {
        int features = mean.length;
        for (int k = 0; k < weightReductions.length; k++) {
            row[features + k] = (float) Math.rint(RowMath.dot(directions[k], row, features) / STEP);
        }
        row[typicalityIndex()] = (float) Math.rint(RowMath.dot(mean, row, features) / STEP);
    }

    /** Returns the number of values in a row: random features, projections and typicality. */
    int width() {
        return typicalityIndex() + 1;
    }

    /** Returns the index of the typicality in a row. */
    public int typicalityIndex() {
        return mean.length + weightReductions.length;
    }

    /** Returns the typicality of a row or a sum of rows, in units of 1/{@link RandomFeatures#GRID}. */
    public double typicality(float[] row) {
        return STEP * (double) row[typicalityIndex()];
    }

    /** Returns the typicality of a sum of rows that exceeds the exact range of floats. */
    public double typicality(double[] row) {
        return STEP * row[typicalityIndex()];
    }

    /** Returns the mean random features of the source. */
    public float[] mean() {
        return mean;
    }

    public float[][] directions() {
        return directions;
    }

    public float[] weightReductions() {
        return weightReductions;
    }

    /** Returns the whitened squared norm of a row or a sum of rows. */
    public double squaredNorm(float[] row) {
        int features = mean.length;
        double squared = RowMath.dot(row, row, features);
        for (int k = 0; k < weightReductions.length; k++) {
            double along = STEP * row[features + k];
            squared -= weightReductions[k] * along * along;
        }
        return squared;
    }

    /** Returns the whitened squared norm of a sum of rows that exceeds the exact range of floats. */
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

    /** Returns the whitened inner product of two centred rows or sums of rows. */
    public double innerProduct(float[] one, float[] other) {
        double product = RowMath.dot(one, other, mean.length);
        for (int k = 0; k < weightReductions.length; k++) {
            product -= weightReductions[k]
                    * (STEP * (double) one[mean.length + k])
                    * (STEP * (double) other[mean.length + k]);
        }
        return product;
    }

    /** Returns the whitened squared norm of {@code one - other}. */
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

    private static Whitening of(float[] mean, double[][] basis, double[] variances, double trace, double dimension) {
        // All directions outside the basis get the same variance.
        int flatDirections = basis[0].length - variances.length;
        double flatVariance = Math.max(0, trace - Arrays.stream(variances).sum()) / Math.max(1, flatDirections);
        double gamma = gamma(variances, flatVariance, flatDirections, dimension);
        List<float[]> directions = new ArrayList<>();
        float[] reductions = new float[MAX_DIRECTIONS];
        for (int k = 0; k < MAX_DIRECTIONS; k++) {
            double reduction = Math.min(MAX_WEIGHT_REDUCTION, 1 - (flatVariance + gamma) / (variances[k] + gamma));
            if (reduction >= MIN_WEIGHT_REDUCTION && variances[k] >= MIN_VARIANCE_RATIO * variances[MAX_DIRECTIONS]) {
                reductions[directions.size()] = (float) reduction;
                directions.add(floats(basis[k]));
            }
        }
        return new Whitening(mean, directions.toArray(float[][]::new), Arrays.copyOf(reductions, directions.size()));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Finds gamma by bisection: the effective dimension decreases with gamma. */
    private static double gamma(double[] variances, double flatVariance, int flatDirections, double dimension) {
        double low = 1e-12;
        double high = 1e6;
        for (int step = 0; step < BISECTION_STEPS; step++) {
            double middle = Math.sqrt(low * high);
            double sum = flatDirections * flatVariance / (flatVariance + middle);
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

    private static double[][] randomBasis(int features, int rank, Random random) {
        double[][] basis = new double[rank][features];
        for (double[] direction : basis) {
            Arrays.setAll(direction, i -> random.nextGaussian());
        }
        orthonormalise(basis);
        return basis;
    }

    /** Multiplies each direction by the covariance of the unscaled features. */
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

    /** Runs Gram-Schmidt, twice for accuracy. Returns the norms, which converge to the variances. */
    private static double[] orthonormalise(double[][] basis) {
        double[] norms = new double[basis.length];
        for (int k = 0; k < basis.length; k++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k; j++) {
                    double along = dot(basis[j], basis[k]);
                    for (int i = 0; i < basis[k].length; i++) {
                        basis[k][i] -= along * basis[j][i];
                    }
                }
            }
            norms[k] = Math.sqrt(dot(basis[k], basis[k]));
            double inverse = norms[k] > 0 ? 1 / norms[k] : 0;
            for (int i = 0; i < basis[k].length; i++) {
                basis[k][i] *= inverse;
            }
        }
        return norms;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
