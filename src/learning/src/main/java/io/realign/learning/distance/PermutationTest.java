package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Two-sample permutation test (Good, Permutation Tests, 2000). It assigns the pooled rows to the two sets at random. The test
 * is exact for finite samples, since all assignments are equally likely under the null hypothesis.
 */
final class PermutationTest {
    /** The 198th of 199 values is the 99 % quantile; the smallest p-value is 0.005. */
    private static final int PERMUTATIONS = 199;

    private PermutationTest() {}

    /**
     * @param firstCount number of rows of the first set, which come first
     * @param rows number of rows of both sets
     * @param statistic function of an assignment, which is true for rows of the first set
     */
    static PermutationTestResult run(int firstCount, int rows, long seed, ToDoubleFunction<boolean[]> statistic) {
        boolean[] assignment = new boolean[rows];
        Arrays.fill(assignment, 0, firstCount, true);
        double value = statistic.applyAsDouble(assignment);
        SplittableRandom random = new SplittableRandom(seed);
        double[] permuted = new double[PERMUTATIONS];
        int atLeastAsLarge = 0;
        for (int i = 0; i < PERMUTATIONS; i++) {
            shuffle(assignment, random);
            permuted[i] = statistic.applyAsDouble(assignment);
            atLeastAsLarge += permuted[i] >= value ? 1 : 0;
        }
        Arrays.sort(permuted);
        double criticalValue =
                permuted[(int) Math.ceil(PermutationTestResult.CONFIDENCE_LEVEL * (PERMUTATIONS + 1)) - 1];
        return new PermutationTestResult(value, criticalValue, (1.0 + atLeastAsLarge) / (1 + PERMUTATIONS));
    }

    static int[] firstSetIndices(boolean[] assignment) {
        return IntStream.range(0, assignment.length)
                .filter(row -> assignment[row])
                .toArray();
    }

    static double sum(double[] values, int[] indices) {
        double sum = 0;
        for (int row : indices) {
            sum += values[row];
        }
        return sum;
    }

    private static void shuffle(boolean[] assignment, SplittableRandom random) {
        for (int i = assignment.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            boolean swapped = assignment[i];
            assignment[i] = assignment[j];
            assignment[j] = swapped;
        }
    }
}
