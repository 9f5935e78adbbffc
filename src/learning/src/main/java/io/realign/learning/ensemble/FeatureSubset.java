package io.realign.learning.ensemble;

import io.realign.learning.distance.RowSampler;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Features and regularisation of an ensemble member.
 *
 * @param features feature indices in ascending order
 * @param ridge value added to the diagonal of the covariance
 */
@SuppressWarnings("ArrayRecordComponent")
record FeatureSubset(int[] features, double ridge) {
    private static final double FEATURE_FRACTION = .6;
    private static final double[] RIDGES = {.01, .003, .001};

    static FeatureSubset[] draw(int count, int[] features, RandomGenerator random) {
        FeatureSubset[] subsets = new FeatureSubset[count];
        int size = Math.max(1, (int) (FEATURE_FRACTION * features.length));
        for (int subset = 0; subset < count; subset++) {
            int[] sample = Arrays.stream(RowSampler.sampleIndices(features.length, size, random))
                    .map(i -> features[i])
                    .sorted()
                    .toArray();
            subsets[subset] = new FeatureSubset(sample, RIDGES[subset % RIDGES.length]);
        }
        return subsets;
    }

    /**
     * Fits a linear discriminant.
     *
     * @param covariance {@code [features][features]}, shared by the classes
     * @param means {@code [classes][features]}
     * @param secondMoments {@code [features][features]}: mean product of each pair of features over the target rows
     */
    EnsembleMember fit(double[][] covariance, double[][] means, double[][] secondMoments) {
        int width = features.length;
        DMatrixRMaj matrix = new DMatrixRMaj(width, width);
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                matrix.unsafe_set(i, j, covariance[features[i]][features[j]]);
            }
            matrix.add(i, i, ridge);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(width);
        if (!solver.setA(matrix)) {
            throw new ArithmeticException("the covariance of %d features is not positive definite".formatted(width));
        }
        double logDeterminant = 0;
        CholeskyDecomposition_F64<DMatrixRMaj> factor = solver.getDecomposition();
        DMatrixRMaj triangle = factor.getT(null);
        for (int i = 0; i < width; i++) {
            logDeterminant += 2 * Math.log(triangle.unsafe_get(i, i));
        }
        DMatrixRMaj inverse = new DMatrixRMaj(width, width);
        solver.invert(inverse);
        double trace = 0;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                trace += inverse.unsafe_get(i, j) * secondMoments[features[i]][features[j]];
            }
        }
        double[][] coefficients = new double[means.length][width];
        double[] intercepts = new double[means.length];
        for (int label = 0; label < means.length; label++) {
            for (int i = 0; i < width; i++) {
                double coefficient = 0;
                for (int j = 0; j < width; j++) {
                    coefficient += inverse.unsafe_get(i, j) * means[label][features[j]];
                }
                coefficients[label][i] = coefficient;
                intercepts[label] -= .5 * coefficient * means[label][features[i]];
            }
        }
        return new EnsembleMember(features, coefficients, intercepts, -.5 * (trace + logDeterminant));
    }
}
