package io.realign.learning.distance;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Distance between two domains within the predicted classes: the between-domain sum of squares, averaged over classes and
 * features. Without a shift it is about the within-class variance of a feature.
 *
 * <p>The distance detects classes that move relative to each other, even if the marginal distribution hardly changes. A shift
 * of class shares also increases it, since that changes which rows are predicted as a class.
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
        double[][] meanDifferences = new double[classCount][pool.width()];
        int[][] counts = new int[classCount][2];
        for (int row = 0; row < classes.length; row++) {
            counts[classes[row]][assignment[row] ? 0 : 1]++;
        }
        for (int row = 0; row < classes.length; row++) {
            int[] count = counts[classes[row]];
            double weight = assignment[row] ? 1.0 / count[0] : -1.0 / count[1];
            for (int i = 0; i < pool.width(); i++) {
                meanDifferences[classes[row]][i] += weight * pool.rows()[row][i];
            }
        }
        double sum = 0;
        int commonClasses = 0;
        for (int c = 0; c < classCount; c++) {
            if (counts[c][0] > 0 && counts[c][1] > 0) {
                double effectiveCount = (double) counts[c][0] * counts[c][1] / (counts[c][0] + counts[c][1]);
                sum += effectiveCount
                        * Arrays.stream(meanDifferences[c]).map(x -> x * x).sum();
                commonClasses++;
            }
        }
        return sum / (Math.max(1, commonClasses) * pool.width());
    }
}
