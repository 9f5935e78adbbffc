package io.realign.alert;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Converts the highest z-score of several two-sided tests to the z-score of one test, by Bonferroni's inequality. */
final class Bonferroni {
    private static final double STEP = 0.01;
    private static final int STEPS = 1200;

    private static final Map<Integer, Bonferroni> BY_TESTS = new ConcurrentHashMap<>();

    private final double[] combined = new double[STEPS + 1];

    /** @param tests number of two-sided tests, 1 to 1000 */
    static Bonferroni of(int tests) {
        return BY_TESTS.computeIfAbsent(tests, Bonferroni::new);
    }

    private Bonferroni(int tests) {
        for (int i = 0; i <= STEPS; i++) {
            double probability = Math.min(0.5, 2.0 * tests * NormalDistribution.upperTail(i * STEP));
            combined[i] = NormalDistribution.upperQuantile(probability);
        }
    }

    /** Returns the combined z-score for the highest magnitude of a z-score; 0 or more. */
    double combine(double highest) {
        double position = Math.min(highest / STEP, STEPS - 1);
        int index = (int) position;
        return combined[index] + (position - index) * (combined[index + 1] - combined[index]);
    }

    /** Returns the lowest magnitude of a z-score with this combined z-score; inverts {@link #combine}. */
    double invert(double zScore) {
        int low = 0;
        int high = STEPS;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (combined[middle] < zScore) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double rise = combined[high] - combined[low];
        return STEP * (low + (rise > 0 ? Math.min(1, Math.max(0, (zScore - combined[low]) / rise)) : 1));
    }
}
