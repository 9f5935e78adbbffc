package io.realign.learning.distance;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far the rows that a model takes for a class lie in one domain from those that it takes for the same class in the
 * other: the sum of squares between the domains, by class and feature. About the variance of a feature within a class if
 * nothing has moved.
 *
 * <p>Classes that turn round each other leave the distribution of all rows nearly as it was, and no distance of whole
 * domains sees much of it. This one does. The answers are the model's in both domains, so it needs no label; if classes
 * occur in other shares, what is taken for a class is another mixture, and the distance sees that too.
 */
public final class ClasswiseDistance {
    private ClasswiseDistance() {}

    /**
     * The distance and its permutation band.
     *
     * @param a standardised rows
     * @param classesOfA what the model takes each for, 0 or more
     * @param b standardised rows of the other domain
     * @param classesOfB what the model takes each for
     */
    public static PermutationTestResult between(
            float[][] a, int[] classesOfA, float[][] b, int[] classesOfB, long seed) {
        if (a.length != classesOfA.length || b.length != classesOfB.length) {
            throw new IllegalArgumentException("expected a class for each of %d and %d rows, got %d and %d"
                    .formatted(a.length, b.length, classesOfA.length, classesOfB.length));
        }
        PooledRows pool = PooledRows.of(a, b);
        int[] classes = IntStream.concat(Arrays.stream(classesOfA), Arrays.stream(classesOfB))
                .toArray();
        int most = Arrays.stream(classes).max().orElseThrow() + 1;
        return PermutationTest.run(pool.firstCount(), pool.size(), seed, deal -> statistic(pool, classes, most, deal));
    }

    private static double statistic(PooledRows pool, int[] classes, int most, boolean[] deal) {
        double[][] difference = new double[most][pool.width()];
        int[][] counts = new int[most][2];
        for (int row = 0; row < classes.length; row++) {
            counts[classes[row]][deal[row] ? 0 : 1]++;
        }
        for (int row = 0; row < classes.length; row++) {
            int[] count = counts[classes[row]];
            double weight = deal[row] ? 1.0 / count[0] : -1.0 / count[1];
            for (int i = 0; i < pool.width(); i++) {
                difference[classes[row]][i] += weight * pool.rows()[row][i];
            }
        }
        double sum = 0;
        int met = 0;
        for (int c = 0; c < most; c++) {
            if (counts[c][0] > 0 && counts[c][1] > 0) {
                double harmonic = (double) counts[c][0] * counts[c][1] / (counts[c][0] + counts[c][1]);
                sum += harmonic * Arrays.stream(difference[c]).map(x -> x * x).sum();
                met++;
            }
        }
        return sum / (Math.max(1, met) * pool.width());
    }
}
