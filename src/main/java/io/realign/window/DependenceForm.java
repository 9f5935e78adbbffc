package io.realign.window;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Conformity of an event with the correlations of the source: a negative squared Mahalanobis distance over the correlated
 * features. It reveals a change of the dependence between features before a kernel statistic does, since the kernel has
 * one bandwidth for all directions.
 *
 * <p>With few correlated features, {@code -sum min(z_i^2, 4.5^2)} for the whitened features
 * {@code z = U^-1 sqrt(1.1) (s - mean) / deviation} with the upper triangular matrix U of {@code U U' = R + .1 I} and the
 * correlation matrix R; a triangular matrix costs half of a symmetric one. With many features, the leading eigenvectors v of R are weighted instead: {@code -(|y|^2 - sum reduction_k (v_k' y)^2)} for the standardised
 * features y.
 *
 * @param features indices of the correlated features
 * @param offsets constant part of each projection
 * @param projections for each correlated feature, its weights in all projections; padded with zeros to a multiple of
 *     {@value #BLOCK}. With whitened features, the weights of feature j in all but the first j + 1 projections are 0
 * @param reductions weight reductions of the projections; empty if all features are whitened
 * @param means means of the correlated features
 * @param inverseDeviations inverse standard deviations of the correlated features
 */
@SuppressWarnings("ArrayRecordComponent")
public record DependenceForm(
        int[] features,
        float[] offsets,
        float[][] projections,
        float[] reductions,
        float[] means,
        float[] inverseDeviations) {
    /** Projections that are added at a time. */
    private static final int BLOCK = 8;

    /** Maximum number of features that are all whitened, which costs the square of it. */
    private static final int MAX_WHITENED = 64;

    /** Eigenvectors that are used with more features. */
    private static final int LEADING = 16;

    /** Added to the eigenvalues of the correlation matrix. */
    private static final double RIDGE = 0.1;

    private static final float MAX_SQUARE = 4.5f * 4.5f;

    /** Smaller correlations, in standard errors, are treated as 0. */
    private static final double MIN_CORRELATION = 4;

    /** Minimum number of rows per feature that is correlated with the others. */
    private static final int ROWS_PER_FEATURE = 3;

    /**
     * Fits the form.
     *
     * @param rows scaled features, at least 2 rows
     * @param independentRows number of independent rows with the same information
     * @return empty if no features are correlated, or too many for the number of rows
     */
    static Optional<DependenceForm> fit(float[][] rows, double independentRows) {
        double[] means = means(rows);
        double[] deviations = deviations(rows, means);
        double[][] correlations = correlations(rows, means, deviations);
        double limit = MIN_CORRELATION / Math.sqrt(independentRows);
        int width = means.length;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                if (i != j && Math.abs(correlations[i][j]) < limit) {
                    correlations[i][j] = 0;
                }
            }
        }
        int[] correlated = IntStream.range(0, width)
                .filter(i -> IntStream.range(0, width).anyMatch(j -> j != i && correlations[i][j] != 0))
                .toArray();
        if (correlated.length == 0 || independentRows < ROWS_PER_FEATURE * largestComponent(correlations)) {
            return Optional.empty();
        }
        double[][] correlation = Arrays.stream(correlated)
                .mapToObj(i -> Arrays.stream(correlated)
                        .mapToDouble(j -> correlations[i][j])
                        .toArray())
                .toArray(double[][]::new);
        float[] centre = floats(Arrays.stream(correlated).mapToDouble(i -> means[i]));
        float[] inverse = floats(Arrays.stream(correlated).mapToDouble(i -> 1 / deviations[i]));
        SymmetricEigen eigen = SymmetricEigen.of(correlation);
        return Optional.of(
                correlated.length <= MAX_WHITENED
                        ? whitened(correlated, eigen, centre, inverse)
                        : leading(correlated, eigen, centre, inverse));
    }

    /**
     * Returns the conformity of a row; larger for more conforming rows, at most 0 if all features are whitened.
     *
     * @param row contains the scaled features
     * @param start index of the first scaled feature
     */
    float value(float[] row, int start) {
        return reductions.length == 0 ? whitenedValue(row, start) : leadingValue(row, start);
    }

    private float whitenedValue(float[] row, int start) {
        float[] standardised = new float[projections.length];
        for (int j = 0; j < features.length; j++) {
            standardised[j] = row[start + features[j]];
        }
        float[] squares = whiten(standardised);
        for (int i = 0; i < squares.length; i++) {
            squares[i] = Math.min(MAX_SQUARE, squares[i] * squares[i]);
        }
        return -RowMath.sumOfHalves(squares, squares.length);
    }

    private float leadingValue(float[] row, int start) {
        float[] standardised = new float[projections.length];
        for (int j = 0; j < features.length; j++) {
            standardised[j] = row[start + features[j]];
        }
        for (int j = 0; j < means.length; j++) {
            standardised[j] = (standardised[j] - means[j]) * inverseDeviations[j];
        }
        float sum = RowMath.sumOfSquares(standardised);
        float[] along = project(standardised);
        for (int k = 0; k < along.length; k++) {
            sum -= reductions[k] * along[k] * along[k];
        }
        return -sum;
    }

    /** Returns the whitened features. */
    private float[] whiten(float[] values) {
        float[] sums = offsets.clone();
        for (int j = 0; j < values.length; j += BLOCK / 2) {
            addFour(
                    sums,
                    Math.min(j + BLOCK / 2, sums.length),
                    projections[j],
                    projections[j + 1],
                    projections[j + 2],
                    projections[j + 3],
                    values[j],
                    values[j + 1],
                    values[j + 2],
                    values[j + 3]);
        }
        return sums;
    }

    /** Adds several weighted rows at a time, since each pass over the sums has a constant cost. */
    private static void addFour(
            float[] sums,
            int count,
            float[] p0,
            float[] p1,
            float[] p2,
            float[] p3,
            float w0,
            float w1,
            float w2,
            float w3) {
        for (int i = 0; i < count; i++) {
            sums[i] += (w0 * p0[i] + w1 * p1[i]) + (w2 * p2[i] + w3 * p3[i]);
        }
    }

    /** Returns the values along the leading eigenvectors. */
    private float[] project(float[] values) {
        float[] sums = new float[LEADING];
        for (int j = 0; j < values.length; j += BLOCK) {
            addEight(sums, j, values);
        }
        return sums;
    }

    private void addEight(float[] sums, int j, float[] values) {
        float[] p0 = projections[j];
        float[] p1 = projections[j + 1];
        float[] p2 = projections[j + 2];
        float[] p3 = projections[j + 3];
        float[] p4 = projections[j + 4];
        float[] p5 = projections[j + 5];
        float[] p6 = projections[j + 6];
        float[] p7 = projections[j + 7];
        float w0 = values[j];
        float w1 = values[j + 1];
        float w2 = values[j + 2];
        float w3 = values[j + 3];
        float w4 = values[j + 4];
        float w5 = values[j + 5];
        float w6 = values[j + 6];
        float w7 = values[j + 7];
        // With a constant number of iterations, the loop takes a third of the time.
        for (int i = 0; i < LEADING; i++) {
            sums[i] += ((w0 * p0[i] + w1 * p1[i]) + (w2 * p2[i] + w3 * p3[i]))
                    + ((w4 * p4[i] + w5 * p5[i]) + (w6 * p6[i] + w7 * p7[i]));
        }
    }

    /** Rounds up to a multiple of the block. */
    private static int padded(int size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Projection j has the weights of feature j in all whitened features. */
    private static DependenceForm whitened(int[] features, SymmetricEigen eigen, float[] means, float[] inverse) {
        int size = features.length;
        double[][] inverseFactor = inverseFactor(regularised(eigen));
        float[][] weights = new float[padded(size)][size];
        float[] offsets = new float[size];
        for (int i = 0; i < size; i++) {
            double offset = 0;
            for (int j = i; j < size; j++) {
                double weight = Math.sqrt(1 + RIDGE) * inverseFactor[i][j] * inverse[j];
                weights[j][i] = (float) weight;
                offset -= weight * means[j];
            }
            offsets[i] = (float) offset;
        }
        return new DependenceForm(features, offsets, weights, new float[0], means, inverse);
    }

    /**
     * Returns R + .1 I, which is positive definite. Setting correlations to 0 can make eigenvalues of R negative, which are
     * set to 0.
     */
    private static double[][] regularised(SymmetricEigen eigen) {
        int size = eigen.values().length;
        double[][] matrix = new double[size][size];
        for (int k = 0; k < size; k++) {
            double[] vector = eigen.vectors()[k];
            double value = Math.max(0, eigen.values()[k]) + RIDGE;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    matrix[i][j] += value * vector[i] * vector[j];
                }
            }
        }
        return matrix;
    }

    /** Returns the inverse of the upper triangular matrix U with {@code U U'} equal to a positive definite matrix. */
    private static double[][] inverseFactor(double[][] matrix) {
        int size = matrix.length;
        double[][] factor = new double[size][size];
        double[][] inverse = new double[size][size];
        for (int j = size - 1; j >= 0; j--) {
            for (int i = j; i >= 0; i--) {
                double rest = matrix[i][j];
                for (int k = j + 1; k < size; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
            }
        }
        for (int j = 0; j < size; j++) {
            for (int i = j; i >= 0; i--) {
                double rest = i == j ? 1 : 0;
                for (int k = i + 1; k <= j; k++) {
                    rest -= factor[i][k] * inverse[k][j];
                }
                inverse[i][j] = rest / factor[i][i];
            }
        }
        return inverse;
    }

    /** Projection j has the weights of feature j in all leading eigenvectors. */
    private static DependenceForm leading(int[] features, SymmetricEigen eigen, float[] means, float[] inverse) {
        int size = features.length;
        double flat = Math.max(
                0,
                IntStream.range(LEADING, size)
                        .mapToDouble(k -> eigen.values()[k])
                        .average()
                        .orElse(0));
        float[][] weights = new float[padded(size)][LEADING];
        float[] reductions = new float[LEADING];
        for (int k = 0; k < LEADING; k++) {
            reductions[k] = (float) Math.max(0, 1 - (flat + RIDGE) / (Math.max(0, eigen.values()[k]) + RIDGE));
            for (int j = 0; j < size; j++) {
                weights[j][k] = (float) eigen.vectors()[k][j];
            }
        }
        return new DependenceForm(features, new float[LEADING], weights, reductions, means, inverse);
    }

    private static int largestComponent(double[][] correlations) {
        boolean[] visited = new boolean[correlations.length];
        int largest = 0;
        for (int start = 0; start < correlations.length; start++) {
            Deque<Integer> open = new ArrayDeque<>();
            if (!visited[start]) {
                visited[start] = true;
                open.push(start);
            }
            int size = 0;
            while (!open.isEmpty()) {
                double[] row = correlations[open.pop()];
                size++;
                for (int j = 0; j < row.length; j++) {
                    if (row[j] != 0 && !visited[j]) {
                        visited[j] = true;
                        open.push(j);
                    }
                }
            }
            largest = Math.max(largest, size);
        }
        return largest;
    }

    private static double[] means(float[][] rows) {
        double[] means = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < means.length; i++) {
                means[i] += row[i] / (double) rows.length;
            }
        }
        return means;
    }

    private static double[] deviations(float[][] rows, double[] means) {
        double[] variances = new double[means.length];
        for (float[] row : rows) {
            for (int i = 0; i < means.length; i++) {
                variances[i] += (row[i] - means[i]) * (row[i] - means[i]) / rows.length;
            }
        }
        return Arrays.stream(variances).map(Math::sqrt).toArray();
    }

    /** Correlations with a constant feature are 0. */
    private static double[][] correlations(float[][] rows, double[] means, double[] deviations) {
        int width = means.length;
        double[][] sums = new double[width][width];
        double[] standardised = new double[width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                standardised[i] = deviations[i] > 0 ? (row[i] - means[i]) / deviations[i] : 0;
            }
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    sums[i][j] += standardised[i] * standardised[j] / rows.length;
                }
            }
        }
        return sums;
    }

    private static float[] floats(DoubleStream values) {
        double[] doubles = values.toArray();
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DependenceForm form
                && Arrays.equals(features, form.features)
                && Arrays.equals(offsets, form.offsets)
                && Arrays.deepEquals(projections, form.projections)
                && Arrays.equals(reductions, form.reductions)
                && Arrays.equals(means, form.means)
                && Arrays.equals(inverseDeviations, form.inverseDeviations);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(features) + Arrays.deepHashCode(projections)) + Arrays.hashCode(reductions);
    }
}
