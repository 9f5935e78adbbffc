package io.realign.learning.ensemble;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A member of the committee: a linear discriminant that sees some of the features.
 *
 * @param features the ones it sees, growing
 * @param ridge added to the diagonal of its covariance
 */
@SuppressWarnings("ArrayRecordComponent")
record FeatureSubset(int[] features, double ridge) {
    private static final double FEATURE_FRACTION = .6;
    private static final double[] RIDGES = {.01, .003, .001};

    /**
     * So many views, each of six features of ten.
     *
     * @param features the ones to choose among
     */
    static FeatureSubset[] draw(int count, int[] features, RandomGenerator random) {
        FeatureSubset[] views = new FeatureSubset[count];
        int seen = Math.max(1, (int) (FEATURE_FRACTION * features.length));
        for (int view = 0; view < count; view++) {
            int[] all = features.clone();
            for (int i = 0; i < seen; i++) {
                int other = i + random.nextInt(features.length - i);
                int swapped = all[i];
                all[i] = all[other];
                all[other] = swapped;
            }
            int[] chosen = Arrays.copyOf(all, seen);
            Arrays.sort(chosen);
            views[view] = new FeatureSubset(chosen, RIDGES[view % RIDGES.length]);
        }
        return views;
    }

    /**
     * The discriminant of Gaussian classes of one covariance.
     *
     * @param covariance {@code [features][features]}
     * @param means {@code [classes][features]}
     * @param second {@code [features][features]}: mean product of the features of the rows that it will be asked about
     */
    EnsembleMember fit(double[][] covariance, double[][] means, double[][] second) {
        int width = features.length;
        DMatrixRMaj seen = new DMatrixRMaj(width, width);
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                seen.unsafe_set(i, j, covariance[features[i]][features[j]]);
            }
            seen.add(i, i, ridge);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(width);
        if (!solver.setA(seen)) {
            throw new ArithmeticException("expected a positive definite covariance of %d features".formatted(width));
        }
        double logDeterminant = 0;
        CholeskyDecomposition_F64<DMatrixRMaj> factor = solver.getDecomposition();
        DMatrixRMaj triangle = factor.getT(null);
        for (int i = 0; i < width; i++) {
            logDeterminant += 2 * Math.log(triangle.unsafe_get(i, i));
        }
        DMatrixRMaj inverse = new DMatrixRMaj(width, width);
        solver.invert(inverse);
        double spread = 0;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                spread += inverse.unsafe_get(i, j) * second[features[i]][features[j]];
            }
        }
        double[][] slopes = new double[means.length][width];
        double[] offsets = new double[means.length];
        for (int label = 0; label < means.length; label++) {
            for (int i = 0; i < width; i++) {
                double slope = 0;
                for (int j = 0; j < width; j++) {
                    slope += inverse.unsafe_get(i, j) * means[label][features[j]];
                }
                slopes[label][i] = slope;
                offsets[label] -= .5 * slope * means[label][features[i]];
            }
        }
        return new EnsembleMember(features, slopes, offsets, -.5 * (spread + logDeterminant));
    }
}
