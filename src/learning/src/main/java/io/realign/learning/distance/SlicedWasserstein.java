package io.realign.learning.distance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * Sliced Wasserstein distance of order 2 (Bonneel et al., Sliced and Radon Wasserstein Barycenters of Measures, 2015): the
 * root mean square of the one-dimensional distances along random directions, in the units of the rows.
 */
public final class SlicedWasserstein {
    private static final int DIRECTIONS = 64;

    private SlicedWasserstein() {}

    /**
     * Computes the statistic on at most 400 random rows of each domain.
     *
     * @param a standardised rows, at least two
     * @param b standardised rows of the same width, at least two
     */
    public static PermutationTestResult between(float[][] a, float[][] b, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PooledRows pool = PooledRows.of(a, b, random);
        Slice[] slices = new Slice[DIRECTIONS];
        for (int i = 0; i < DIRECTIONS; i++) {
            slices[i] = Slice.of(pool.rows(), direction(pool.width(), random));
        }
        double[] first = new double[pool.firstCount()];
        double[] second = new double[pool.size() - pool.firstCount()];
        return PermutationTest.run(pool.firstCount(), pool.size(), random.nextLong(), assignment -> {
            double sum = 0;
            for (Slice slice : slices) {
                slice.split(assignment, first, second);
                sum += squaredDistance(first, second);
            }
            return Math.sqrt(sum / DIRECTIONS);
        });
    }

    /** Mean squared difference between the quantiles of two sorted samples, which may differ in size. */
    static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        int i = 0;
        int j = 0;
        double start = 0;
        while (i < a.length && j < b.length) {
            double endOfA = (i + 1.0) / a.length;
            double endOfB = (j + 1.0) / b.length;
            double end = Math.min(endOfA, endOfB);
            double difference = a[i] - b[j];
            sum += (end - start) * difference * difference;
            start = end;
            i += endOfA <= endOfB ? 1 : 0;
            j += endOfB <= endOfA ? 1 : 0;
        }
        return sum;
    }

    private static double[] direction(int width, SplittableRandom random) {
        double[] direction = new double[width];
        Arrays.setAll(direction, i -> random.nextGaussian());
        double length = Math.sqrt(Arrays.stream(direction).map(x -> x * x).sum());
        Arrays.setAll(direction, i -> direction[i] / length);
        return direction;
    }

    /**
     * Projections of all rows onto one direction.
     *
     * @param values projections in ascending order
     * @param rows index of the row of each projection
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Slice(double[] values, int[] rows) {
        static Slice of(float[][] rows, double[] direction) {
            double[] projected = new double[rows.length];
            Integer[] order = new Integer[rows.length];
            for (int row = 0; row < rows.length; row++) {
                order[row] = row;
                for (int i = 0; i < direction.length; i++) {
                    projected[row] += direction[i] * rows[row][i];
                }
            }
            Arrays.sort(order, Comparator.comparingDouble(row -> projected[row]));
            return new Slice(
                    Arrays.stream(order).mapToDouble(row -> projected[row]).toArray(),
                    Arrays.stream(order).mapToInt(row -> row).toArray());
        }

        /** Copies the values of each set, in ascending order. */
        void split(boolean[] assignment, double[] first, double[] second) {
            int i = 0;
            int j = 0;
            for (int k = 0; k < rows.length; k++) {
                if (assignment[rows[k]]) {
                    first[i++] = values[k];
                } else {
                    second[j++] = values[k];
                }
            }
        }
    }
}
