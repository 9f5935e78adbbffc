package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Deals pooled rows to the two sets anew and measures again (Good, Permutation Tests, 2000). Exact in finite samples: if
 * both sets come from one distribution every deal is as likely as the one at hand.
 */
final class Permutations {
    /** The 198th of 199 is the 99 % quantile, and the least p is 0.005. */
    private static final int COUNT = 199;

    private Permutations() {}

    /**
     * @param first how many of the pooled rows, from the front, are in the first set
     * @param rows how many rows there are in all
     * @param statistic of a deal: true for the rows of the first set
     */
    static Discrepancy test(int first, int rows, long seed, ToDoubleFunction<boolean[]> statistic) {
        boolean[] deal = new boolean[rows];
        Arrays.fill(deal, 0, first, true);
        double value = statistic.applyAsDouble(deal);
        SplittableRandom random = new SplittableRandom(seed);
        double[] others = new double[COUNT];
        int asLarge = 0;
        for (int i = 0; i < COUNT; i++) {
            shuffle(deal, random);
            others[i] = statistic.applyAsDouble(deal);
            asLarge += others[i] >= value ? 1 : 0;
        }
        Arrays.sort(others);
        double chance = others[(int) Math.ceil(Discrepancy.LEVEL * (COUNT + 1)) - 1];
        return new Discrepancy(value, chance, (1.0 + asLarge) / (1 + COUNT));
    }

    /** The numbers of the rows of the first set. */
    static int[] dealt(boolean[] deal, int count) {
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
