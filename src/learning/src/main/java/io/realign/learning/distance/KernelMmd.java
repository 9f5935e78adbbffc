package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Squared maximum mean discrepancy (MMD) with the mean of Gaussian kernels of several bandwidths (Gretton et al., A Kernel
 * Two-Sample Test, 2012, equation 3). The estimate is unbiased, so it is about 0 without drift and may be negative.
 */
public final class KernelMmd {
    /**
     * Number of kernels. Their bandwidths are 1/4, 1/2, 1, 2 and 4 times the median squared distance, since no bandwidth suits
     * all shifts (Long et al., Learning Transferable Features with Deep Adaptation Networks, 2015).
     */
    private static final int KERNELS = 5;

    private static final double LARGEST_BANDWIDTH_FACTOR = 4;

    private KernelMmd() {}

    /**
     * Computes the statistic on at most 400 random rows of each domain.
     *
     * @param a standardised rows, at least two
     * @param b standardised rows of the same width, at least two
     */
    public static PermutationTestResult between(float[][] a, float[][] b, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PooledRows pool = PooledRows.of(a, b, random);
        double[][] kernel = kernel(pool.rows());
        double[] rowSums = new double[kernel.length];
        Arrays.setAll(rowSums, row -> Arrays.stream(kernel[row]).sum());
        double kernelSum = Arrays.stream(rowSums).sum();
        int m = pool.firstCount();
        int n = pool.size() - m;
        return PermutationTest.run(m, pool.size(), random.nextLong(), assignment -> {
            int[] firstSet = PermutationTest.firstSetIndices(assignment);
            double within = 0;
            double firstSetSum = 0;
            for (int row : firstSet) {
                within += PermutationTest.sum(kernel[row], firstSet);
                firstSetSum += rowSums[row];
            }
            double across = firstSetSum - within;
            double withinOther = kernelSum - within - 2 * across;
            return within / (m * (m - 1.0)) + withinOther / (n * (n - 1.0)) - 2 * across / ((double) m * n);
        });
    }

    /** The diagonal is 0, because the unbiased estimate excludes it. */
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

    /** Halving the bandwidth squares the kernel. */
    private static double gaussian(double squaredDistance, double median) {
        double kernel = Math.exp(-squaredDistance / (LARGEST_BANDWIDTH_FACTOR * median));
        double sum = 0;
        for (int i = 0; i < KERNELS; i++) {
            sum += kernel;
            kernel *= kernel;
        }
        return sum / KERNELS;
    }

    /** Median of the squared distances below the diagonal; 1 if more than half of them are zero. */
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
