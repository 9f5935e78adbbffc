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
 * {@code z = (R + .1 I)^-1/2 sqrt(1.1) (s - mean) / deviation} and the correlation matrix R. With many features, the
 * leading eigenvectors v of R are weighted instead: {@code -(|y|^2 - sum reduction_k (v_k' y)^2)} for the standardised
 * features y.
 *
 * @param features indices of the correlated features
 * @param offsets constant part of each projection
 * @param projections for each correlated feature, its weights in all projections; padded with zeros to a multiple of
 *     {@value #BLOCK}
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
        float sum = 0;
        for (float value : project(standardised)) {
            sum += Math.min(MAX_SQUARE, value * value);
        }
        return -sum;
    }

    private float leadingValue(float[] row, int start) {
        float[] standardised = new float[projections.length];
        float sum = 0;
        for (int j = 0; j < features.length; j++) {
            standardised[j] = (row[start + features[j]] - means[j]) * inverseDeviations[j];
            sum += standardised[j] * standardised[j];
        }
        float[] along = project(standardised);
        for (int k = 0; k < along.length; k++) {
            sum -= reductions[k] * along[k] * along[k];
        }
        return -sum;
    }

    /** Adds eight weighted projections at a time, since each pass over the sums has a constant cost. */
    private float[] project(float[] weights) {
        float[] sums = offsets.clone();
        for (int j = 0; j < weights.length; j += BLOCK) {
            addBlock(sums, weights, j);
        }
        return sums;
    }

    private void addBlock(float[] sums, float[] weights, int j) {
        float[] p0 = projections[j];
        float[] p1 = projections[j + 1];
        float[] p2 = projections[j + 2];
        float[] p3 = projections[j + 3];
        float[] p4 = projections[j + 4];
        float[] p5 = projections[j + 5];
        float[] p6 = projections[j + 6];
        float[] p7 = projections[j + 7];
        float w0 = weights[j];
        float w1 = weights[j + 1];
        float w2 = weights[j + 2];
        float w3 = weights[j + 3];
        float w4 = weights[j + 4];
        float w5 = weights[j + 5];
        float w6 = weights[j + 6];
        float w7 = weights[j + 7];
        for (int i = 0; i < sums.length; i++) {
            sums[i] += ((w0 * p0[i] + w1 * p1[i]) + (w2 * p2[i] + w3 * p3[i]))
                    + ((w4 * p4[i] + w5 * p5[i]) + (w6 * p6[i] + w7 * p7[i]));
        }
    }

    /** Rounds up to a multiple of the block. */
    private static int padded(int size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Projection j has the weights of feature j in all whitened features; the matrix is symmetric. */
    private static DependenceForm whitened(int[] features, SymmetricEigen eigen, float[] means, float[] inverse) {
        int size = features.length;
        float[][] weights = new float[padded(size)][size];
        float[] offsets = new float[size];
        for (int i = 0; i < size; i++) {
            double offset = 0;
            for (int j = 0; j < size; j++) {
                double weight = 0;
                for (int k = 0; k < size; k++) {
                    double scale = Math.sqrt((1 + RIDGE) / (Math.max(0, eigen.values()[k]) + RIDGE));
                    weight += scale * eigen.vectors()[k][i] * eigen.vectors()[k][j];
                }
                weights[j][i] = (float) (weight * inverse[j]);
                offset -= weight * inverse[j] * means[j];
            }
            offsets[i] = (float) offset;
        }
        return new DependenceForm(features, offsets, weights, new float[0], means, inverse);
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
