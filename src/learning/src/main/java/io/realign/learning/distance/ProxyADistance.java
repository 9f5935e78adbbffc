package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Proxy A-distance {@code 2 (1 - 2 error)} of a linear domain classifier: 0 at chance level, 2 for perfect separation,
 * negative if the classifier is worse than chance (Ben-David et al., Analysis of Representations for Domain Adaptation, 2007,
 * section 4).
 *
 * <p>The classifier is a ridge regression of the domain labels, cross-validated in five folds on the same number of rows of
 * both domains. Its output is linear in the domain labels of its training rows, so a permutation needs no new fit.
 */
public final class ProxyADistance {
    private static final int FOLDS = 5;
    /** Relative to the unit variance of standardised features. */
    private static final double RIDGE = .01;

    private ProxyADistance() {}

    /**
     * Computes the statistic on at most 400 random rows of each domain.
     *
     * @param a at least two rows or embeddings of one domain
     * @param b at least two rows or embeddings of the other domain
     */
    public static PermutationTestResult between(float[][] a, float[][] b, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PooledRows pool = PooledRows.balanced(a, b, RowSampler.MAX_ROWS_PER_DOMAIN, random);
        double[][] rows = standardised(pool.rows());
        int[] folds = folds(pool.size(), random);
        double[][] smoother = smoother(rows, folds);
        double[] rowSums = new double[smoother.length];
        Arrays.setAll(rowSums, row -> Arrays.stream(smoother[row]).sum());
        return PermutationTest.run(pool.firstCount(), pool.size(), random.nextLong(), assignment -> {
            int[] firstSet = PermutationTest.firstSetIndices(assignment);
            int wrong = 0;
            for (int row = 0; row < smoother.length; row++) {
                double firstSum = PermutationTest.sum(smoother[row], firstSet);
                boolean predicted = firstSum > rowSums[row] - firstSum;
                wrong += predicted == assignment[row] ? 0 : 1;
            }
            return 2 * (1 - 2.0 * wrong / smoother.length);
        });
    }

    /** The folds do not depend on the domains, so that all permutations are treated alike. */
    private static int[] folds(int rows, SplittableRandom random) {
        int[] folds = new int[rows];
        for (int row = 0; row < rows; row++) {
            int other = random.nextInt(row + 1);
            folds[row] = folds[other];
            folds[other] = row % FOLDS;
        }
        return folds;
    }

    /** Element [i][j] is the weight of the domain label of row j in the output for row i; 0 if both are in the same fold. */
    private static double[][] smoother(double[][] rows, int[] folds) {
        double[][] smoother = new double[rows.length][rows.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            Cholesky factor = new Cholesky(gram(rows, folds, fold));
            for (int row = 0; row < rows.length; row++) {
                if (folds[row] == fold) {
                    double[] weights = factor.solve(rows[row]);
                    for (int other = 0; other < rows.length; other++) {
                        smoother[row][other] = folds[other] == fold ? 0 : dot(weights, rows[other]);
                    }
                }
            }
        }
        return smoother;
    }

    private static double[][] gram(double[][] rows, int[] folds, int excludedFold) {
        int width = rows[0].length;
        double[][] gram = new double[width][width];
        for (int row = 0; row < rows.length; row++) {
            if (folds[row] != excludedFold) {
                for (int i = 0; i < width; i++) {
                    for (int j = 0; j <= i; j++) {
                        gram[i][j] += rows[row][i] * rows[row][j];
                    }
                }
            }
        }
        for (int i = 0; i < width; i++) {
            gram[i][i] += RIDGE * rows.length;
        }
        return gram;
    }

    /** Standardises with the pooled statistics and appends a bias of 1; constant features become 0. */
    private static double[][] standardised(float[][] rows) {
        int width = rows[0].length;
        double[][] standardised = new double[rows.length][width + 1];
        for (int i = 0; i < width; i++) {
            double mean = 0;
            double variance = 0;
            for (float[] row : rows) {
                mean += row[i] / (double) rows.length;
            }
            for (float[] row : rows) {
                variance += (row[i] - mean) * (row[i] - mean) / rows.length;
            }
            double deviation = variance > 0 ? Math.sqrt(variance) : 1;
            for (int row = 0; row < rows.length; row++) {
                standardised[row][i] = (rows[row][i] - mean) / deviation;
            }
        }
        for (double[] row : standardised) {
            row[width] = 1;
        }
        return standardised;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
