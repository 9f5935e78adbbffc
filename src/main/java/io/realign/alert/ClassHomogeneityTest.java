package io.realign.alert;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;

/**
 * Permutation test for equal class shares in two sets of events, with Pearson's chi-squared statistic. The asymptotic
 * distribution is inaccurate for small classes.
 */
final class ClassHomogeneityTest {
    private static final int PERMUTATIONS = 9_999;

    private ClassHomogeneityTest() {}

    /** Returns the p-value, at least 1e-4. */
    static double pValue(ClassSketches reference, ClassSketches window, long seed) {
        TreeSet<String> labels = new TreeSet<>(reference.byClass().keySet());
        labels.addAll(window.byClass().keySet());
        // The statistic is symmetric, and drawing the smaller set is faster.
        ClassSketches smaller = window.total().count() <= reference.total().count() ? window : reference;
        int[] drawn =
                labels.stream().mapToInt(label -> (int) smaller.count(label)).toArray();
        int[] total = labels.stream()
                .mapToInt(label -> (int) (reference.count(label) + window.count(label)))
                .toArray();
        Random random = new Random(seed);
        int[] events = events(total);
        int size = Arrays.stream(drawn).sum();
        double observed = statistic(drawn, total);
        int exceeding = 1;
        for (int permutation = 0; permutation < PERMUTATIONS; permutation++) {
            if (statistic(draw(events, size, total.length, random), total) >= observed - 1e-9) {
                exceeding++;
            }
        }
        return (double) exceeding / (PERMUTATIONS + 1);
    }

    private static double statistic(int[] drawn, int[] total) {
        double size = Arrays.stream(drawn).sum();
        double all = Arrays.stream(total).sum();
        double statistic = 0;
        for (int label = 0; label < total.length; label++) {
            double deviation = drawn[label] - size * total[label] / all;
            statistic += deviation * deviation / total[label];
        }
        return statistic;
    }

    /** Returns the class of each event. */
    private static int[] events(int[] total) {
        int[] events = new int[Arrays.stream(total).sum()];
        int next = 0;
        for (int label = 0; label < total.length; label++) {
            for (int i = 0; i < total[label]; i++) {
                events[next++] = label;
            }
        }
        return events;
    }

    /** Draws without replacement and returns the count of each class. Reorders the events. */
    private static int[] draw(int[] events, int size, int labels, Random random) {
        int[] drawn = new int[labels];
        for (int i = 0; i < size; i++) {
            int other = i + random.nextInt(events.length - i);
            int label = events[other];
            events[other] = events[i];
            events[i] = label;
            drawn[label]++;
        }
        return drawn;
    }
}
