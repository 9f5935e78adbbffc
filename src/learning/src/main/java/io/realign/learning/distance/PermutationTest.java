package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Deals pooled rows to the two sets anew and measures again (Good, Permutation Tests, 2000). Exact in finite samples: if
 * both sets come from one distribution every deal is as likely as the one at hand.
 */
final class PermutationTest {
    /** The 198th of 199 is the 99 % quantile, and the least p is 0.005. */
    private static final int PERMUTATIONS = 199;

    private PermutationTest() {}

    /**
     * @param first how many of the pooled rows, from the front, are in the first set
     * @param rows how many rows there are in all
     * @param statistic of a deal: true for the rows of the first set
     */
    static PermutationTestResult run(int first, int rows, long seed, ToDoubleFunction<boolean[]> statistic) {
        boolean[] deal = new boolean[rows];
        Arrays.fill(deal, 0, first, true);
        double value = statistic.applyAsDouble(deal);
        SplittableRandom random = new SplittableRandom(seed);
        double[] others = new double[PERMUTATIONS];
        int asLarge = 0;
        for (int i = 0; i < PERMUTATIONS; i++) {
            shuffle(deal, random);
            others[i] = statistic.applyAsDouble(deal);
            asLarge += others[i] >= value ? 1 : 0;
        }
        Arrays.sort(others);
        double chance = others[(int) Math.ceil(PermutationTestResult.CONFIDENCE_LEVEL * (PERMUTATIONS + 1)) - 1];
        return new PermutationTestResult(value, chance, (1.0 + asLarge) / (1 + PERMUTATIONS));
    }

    /** The numbers of the rows of the first set. */
    static int[] firstSetIndices(boolean[] deal, int count) {
        int[] dealt = new int[count];
        int next = 0;
        for (int row = 0; row < deal.length; row++) {
            if (deal[row]) {
                dealt[next++] = row;
            }
        }
        return dealt;
    }

    /** Of the values of the rows of the first set. */
    static double sum(double[] values, int[] dealt) {
        double sum = 0;
        for (int row : dealt) {
            sum += values[row];
        }
        return sum;
    }

    private static void shuffle(boolean[] deal, SplittableRandom random) {
        for (int i = deal.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            boolean swapped = deal[i];
            deal[i] = deal[j];
            deal[j] = swapped;
        }
    }
}
