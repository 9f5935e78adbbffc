package io.realign.lab.detector;

import java.util.Arrays;

/** Scale of a Gaussian kernel {@code exp(-|x - y|^2 / median)}: the median squared distance of pairs of reference rows. */
final class MedianHeuristic {
    /** Maximum number of rows whose pairs enter the median. */
    private static final int MAX_ROWS = 300;

    private MedianHeuristic() {}

    /** @param rows rows in random order */
    static double medianSquaredDistance(float[][] rows) {
        int count = Math.min(MAX_ROWS, rows.length);
        double[] distances = new double[count * (count - 1) / 2];
        int pair = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                distances[pair++] = squaredDistance(rows[i], rows[j]);
            }
        }
        Arrays.sort(distances);
        return distances[distances.length / 2];
    }

    static float squaredDistance(float[] first, float[] second) {
        float even = 0;
        float odd = 0;
        for (int i = 0; i + 1 < first.length; i += 2) {
            float evenDifference = first[i] - second[i];
            float oddDifference = first[i + 1] - second[i + 1];
            even += evenDifference * evenDifference;
            odd += oddDifference * oddDifference;
        }
        if (first.length % 2 == 1) {
            float last = first[first.length - 1] - second[first.length - 1];
            even += last * last;
        }
        return even + odd;
    }
}
