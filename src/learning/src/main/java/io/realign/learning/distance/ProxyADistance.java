package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How well a linear classifier tells the domains apart: {@code 2 (1 - 2 error)}, 0 if not at all and 2 if always (Ben-David
 * et al., Analysis of Representations for Domain Adaptation, 2007, section 4). Negative if by chance it does worse than
 * guessing.
 *
 * <p>The classifier is a ridge discriminant, cross-validated in five folds on as many rows of one domain as of the other.
 * What it answers is linear in the domains of the rows it learns from, so each permutation costs a product and no fit.
 */
public final class ProxyADistance {
    private static final int FOLDS = 5;
    /** Of each row, per feature: little beside the variance of 1 of standardised features. */
    private static final double RIDGE = .01;

    private ProxyADistance() {}

    /**
     * The distance and its permutation band. Of more than 400 rows of a domain so many are drawn.
     *
     * @param a standardised rows, at least two, or embeddings
     * @param b the same of the other domain
     */
    public static PermutationTestResult between(float[][] a, float[][] b, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PooledRows pool = PooledRows.balanced(a, b, RowSampler.DEFAULT_ROWS, random);
        double[][] rows = standardised(pool.rows());
        int[] folds = folds(pool.size(), random);
        double[][] smoother = smoother(rows, folds);
        double[] all = new double[smoother.length];
        Arrays.setAll(all, row -> Arrays.stream(smoother[row]).sum());
        return PermutationTest.run(pool.firstCount(), pool.size(), random.nextLong(), deal -> {
            int[] dealt = PermutationTest.firstSetIndices(deal, pool.firstCount());
            int wrong = 0;
            for (int row = 0; row < smoother.length; row++) {
                double ours = PermutationTest.sum(smoother[row], dealt);
                boolean named = ours > all[row] - ours;
                wrong += named == deal[row] ? 0 : 1;
            }
            return 2 * (1 - 2.0 * wrong / smoother.length);
        });
    }

    /** Without regard to the domains: the permutations must not find folds that suit another deal than theirs. */
    private static int[] folds(int rows, SplittableRandom random) {
        int[] folds = new int[rows];
        for (int row = 0; row < rows; row++) {
            int other = random.nextInt(row + 1);
            folds[row] = folds[other];
            folds[other] = row % FOLDS;
        }
        return folds;
    }

    /** What each row's domain counts in the answer for each row, none where both are of one fold. */
    private static double[][] smoother(double[][] rows, int[] folds) {
        double[][] smoother = new double[rows.length][rows.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            Cholesky gram = new Cholesky(gram(rows, folds, fold));
            for (int row = 0; row < rows.length; row++) {
                if (folds[row] == fold) {
                    double[] weights = gram.solve(rows[row]);
                    for (int other = 0; other < rows.length; other++) {
                        smoother[row][other] = folds[other] == fold ? 0 : dot(weights, rows[other]);
                    }
                }
            }
        }
        return smoother;
    }

    private static double[][] gram(double[][] rows, int[] folds, int without) {
        int width = rows[0].length;
        double[][] gram = new double[width][width];
        for (int row = 0; row < rows.length; row++) {
            if (folds[row] != without) {
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

    /** By the statistics of both domains together; a constant feature stays 0, and a last one of 1 is the bias. */
    private static double[][] standardised(float[][] rows) {
        int width = rows[0].length;
        double[][] standardised = new double[rows.length][width + 1];
        for (int i = 0; i < width; i++) {
            double mean = 0;
            double square = 0;
            for (float[] row : rows) {
                mean += row[i] / (double) rows.length;
            }
            for (float[] row : rows) {
                square += (row[i] - mean) * (row[i] - mean) / rows.length;
            }
            double deviation = square > 0 ? Math.sqrt(square) : 1;
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
