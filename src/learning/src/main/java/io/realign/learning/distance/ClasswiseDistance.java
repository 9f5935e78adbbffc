package io.realign.learning.distance;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Distance between two domains within the predicted classes: the between-domain sum of squares, averaged over classes and
 * features. Without a shift it is about the within-class variance of a feature.
 *
 * <p>It detects classes that move around each other, which hardly changes the marginal distribution. A shift of class shares
 * also increases it, since it changes which rows are predicted as a class.
 */
public final class ClasswiseDistance {
    private ClasswiseDistance() {}

    /**
     * @param a standardised rows of one domain
     * @param classesOfA predicted class of each row of {@code a}, 0 or more
     * @param b standardised rows of the other domain
     * @param classesOfB predicted class of each row of {@code b}, 0 or more
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
        int classCount = Arrays.stream(classes).max().orElseThrow() + 1;
        return PermutationTest.run(
                pool.firstCount(), pool.size(), seed, assignment -> statistic(pool, classes, classCount, assignment));
    }

    private static double statistic(PooledRows pool, int[] classes, int classCount, boolean[] assignment) {
        double[][] difference = new double[classCount][pool.width()];
        int[][] counts = new int[classCount][2];
        for (int row = 0; row < classes.length; row++) {
            counts[classes[row]][assignment[row] ? 0 : 1]++;
        }
        for (int row = 0; row < classes.length; row++) {
            int[] count = counts[classes[row]];
            double weight = assignment[row] ? 1.0 / count[0] : -1.0 / count[1];
            for (int i = 0; i < pool.width(); i++) {
                difference[classes[row]][i] += weight * pool.rows()[row][i];
            }
        }
        double sum = 0;
        int common = 0;
        for (int c = 0; c < classCount; c++) {
            if (counts[c][0] > 0 && counts[c][1] > 0) {
                double harmonic = (double) counts[c][0] * counts[c][1] / (counts[c][0] + counts[c][1]);
                sum += harmonic * Arrays.stream(difference[c]).map(x -> x * x).sum();
                common++;
            }
        }
        return sum / (Math.max(1, common) * pool.width());
    }
}
