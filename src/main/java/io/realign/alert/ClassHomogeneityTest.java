package io.realign.alert;

import java.util.Random;
import java.util.TreeSet;

/**
 * Asks whether two sets of events have their classes in the same shares: Pearson's statistic, whose law is found by
 * mixing the events and dividing them anew, because the textbook's law is wrong for classes of few events.
 */
final class ClassHomogeneityTest {
    private static final int PERMUTATIONS = 9_999;

    private ClassHomogeneityTest() {}

    /** How likely shares so different are by chance; at least 1e-4, because as many divisions are tried. */
    static double pValue(ClassSketches reference, ClassSketches window, long seed) {
        TreeSet<String> labels = new TreeSet<>(reference.byClass().keySet());
        labels.addAll(window.byClass().keySet());
        // The statistic is the same from either side; the smaller one is drawn faster.
        boolean shorter = window.total().count() <= reference.total().count();
        int[] drawn = labels.stream()
                .mapToInt(label -> (int) (shorter ? window : reference).count(label))
                .toArray();
        int[] total = labels.stream()
                .mapToInt(label -> (int) (reference.count(label) + window.count(label)))
                .toArray();
        return pValue(drawn, total, new Random(seed));
    }

    private static double pValue(int[] drawn, int[] total, Random random) {
        int[] events = events(total);
        int size = sum(drawn);
        double observed = statistic(drawn, total);
        int asFar = 1;
        for (int division = 0; division < PERMUTATIONS; division++) {
            if (statistic(draw(events, size, total.length, random), total) >= observed - 1e-9) {
                asFar++;
            }
        }
        return (double) asFar / (PERMUTATIONS + 1);
    }

    private static double statistic(int[] drawn, int[] total) {
        double size = sum(drawn);
        double all = sum(total);
        double statistic = 0;
        for (int label = 0; label < total.length; label++) {
            double off = drawn[label] - size * total[label] / all;
            statistic += off * off / total[label];
        }
        return statistic;
    }

    /** The class of each event. */
    private static int[] events(int[] total) {
        int[] events = new int[sum(total)];
        int next = 0;
        for (int label = 0; label < total.length; label++) {
            for (int i = 0; i < total[label]; i++) {
                events[next++] = label;
            }
        }
        return events;
    }

    /** Draws without replacement, and leaves the events in another order, from which the next draw is as good. */
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

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
