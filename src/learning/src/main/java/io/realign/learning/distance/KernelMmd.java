package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Squared maximum mean discrepancy with the mean of Gaussian kernels of several bandwidths (Gretton et al., A Kernel
 * Two-Sample Test, 2012, equation 3: the unbiased estimate, which is about 0 without drift and may lie below).
 */
public final class KernelMmd {
    /**
     * A quarter of the median squared distance and each twice as wide as the one before: several, for none suits all shifts
     * (Long et al., Learning Transferable Features with Deep Adaptation Networks, 2015).
     */
    private static final int BANDWIDTHS = 5;

    private static final double WIDEST_BANDWIDTH = 4;

    private KernelMmd() {}

    /**
     * The discrepancy and its permutation band. Of more than 400 rows of a domain so many are drawn.
     *
     * @param a standardised rows, at least two
     * @param b standardised rows of the same width, at least two
     */
    public static PermutationTestResult between(float[][] a, float[][] b, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PooledRows pool = PooledRows.of(a, b, random);
        double[][] kernel = kernel(pool.rows());
        double[] sums = new double[kernel.length];
        Arrays.setAll(sums, row -> Arrays.stream(kernel[row]).sum());
        double all = Arrays.stream(sums).sum();
        int m = pool.firstCount();
        int n = pool.size() - m;
        return PermutationTest.run(m, pool.size(), random.nextLong(), deal -> {
            int[] dealt = PermutationTest.firstSetIndices(deal, m);
            double within = 0;
            double touching = 0;
            for (int row : dealt) {
                within += PermutationTest.sum(kernel[row], dealt);
                touching += sums[row];
            }
            double across = touching - within;
            double others = all - within - 2 * across;
            return within / (m * (m - 1.0)) + others / (n * (n - 1.0)) - 2 * across / ((double) m * n);
        });
    }

    /** Zero on the diagonal: a row says nothing by being like itself. */
    private static double[][] kernel(float[][] rows) {
        double[][] values = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                values[i][j] = squaredDistance(rows[i], rows[j]);
            }
        }
        double median = median(values);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                values[i][j] = gaussian(values[i][j], median);
                values[j][i] = values[i][j];
            }
        }
        return values;
    }

    /** From the widest to the narrowest each kernel is the square of the one before. */
    private static double gaussian(double squaredDistance, double median) {
        double kernel = Math.exp(-squaredDistance / (WIDEST_BANDWIDTH * median));
        double sum = 0;
        for (int i = 0; i < BANDWIDTHS; i++) {
            sum += kernel;
            kernel *= kernel;
        }
        return sum / BANDWIDTHS;
    }

    /** Of the squared distances below the diagonal; 1 where more than half of the rows are equal. */
    private static double median(double[][] lower) {
        double[] sorted = new double[lower.length * (lower.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < lower.length; i++) {
            System.arraycopy(lower[i], 0, sorted, next, i);
            next += i;
        }
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        return median > 0 ? median : 1;
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
