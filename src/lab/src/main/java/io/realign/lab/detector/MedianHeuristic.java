package io.realign.lab.detector;

import java.util.Arrays;

/** The usual scale of a Gaussian kernel: {@code exp(-|x - y|^2 / median)}, the median over pairs of the reference. */
final class MedianHeuristic {
    /** Pairs of so many rows know the median well enough. */
    private static final int ROWS = 300;

    private MedianHeuristic() {}

    /** The median squared distance of rows that are in no order. */
    static double squaredDistance(float[][] rows) {
        int count = Math.min(ROWS, rows.length);
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

    static float squaredDistance(float[] one, float[] other) {
        float even = 0;
        float odd = 0;
        for (int i = 0; i + 1 < one.length; i += 2) {
            float first = one[i] - other[i];
            float second = one[i + 1] - other[i + 1];
            even += first * first;
            odd += second * second;
        }
        if (one.length % 2 == 1) {
            float last = one[one.length - 1] - other[one.length - 1];
            even += last * last;
        }
        return even + odd;
    }
}
