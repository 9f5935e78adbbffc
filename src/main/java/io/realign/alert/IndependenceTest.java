package io.realign.alert;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Tests whether successive rows of a key are independent. The statistic is the sum over all features of the squared lag-one
 * autocorrelation; its null distribution is that of shuffled rows.
 */
final class IndependenceTest {
    private static final int SHUFFLES = 199;

    /** Rank of the statistic among those of the shuffles, at level .01. */
    private static final int MAX_RANK = 2;

    /** Rows beyond this number are not needed for the power of the test. */
    private static final int MAX_ROWS = 10_000;

    private IndependenceTest() {}

    /**
     * Whether independence is rejected at level .01.
     *
     * @param rows rows of several keys
     * @param start index in a row of the first feature
     * @param features number of features
     */
    static boolean rejects(KeyedRows rows, int start, int features, Random random) {
        int count = Math.min(MAX_ROWS, rows.count());
        boolean[] firstOfKey = new boolean[rows.count()];
        for (int first : rows.starts()) {
            firstOfKey[first] = true;
        }
        float[][] values = standardised(rows.rows(), count, start, features);
        List<float[]> shuffled = Arrays.asList(values);
        double statistic = statistic(values, firstOfKey);
        int rank = 1;
        for (int shuffle = 0; shuffle < SHUFFLES && rank <= MAX_RANK; shuffle++) {
            Cancellation.check();
            Collections.shuffle(shuffled, random);
            rank += statistic(values, firstOfKey) >= statistic ? 1 : 0;
        }
        return rank <= MAX_RANK;
    }

    /** Subtracts the mean and divides by the standard deviation; a constant feature becomes 0. */
    private static float[][] standardised(float[][] rows, int count, int start, int features) {
        float[][] values = new float[count][features];
        for (int feature = 0; feature < features; feature++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                sum += rows[i][start + feature];
                squares += (double) rows[i][start + feature] * rows[i][start + feature];
            }
            double mean = sum / count;
            double variance = squares / count - mean * mean;
            double scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
            for (int i = 0; i < count; i++) {
                values[i][feature] = (float) ((rows[i][start + feature] - mean) * scale);
            }
        }
        return values;
    }

    private static double statistic(float[][] values, boolean[] firstOfKey) {
        double[] products = new double[values[0].length];
        for (int i = 1; i < values.length; i++) {
            if (!firstOfKey[i]) {
                float[] before = values[i - 1];
                float[] row = values[i];
                for (int feature = 0; feature < products.length; feature++) {
                    products[feature] += before[feature] * row[feature];
                }
            }
        }
        double sum = 0;
        for (double product : products) {
            sum += product * product;
        }
        return sum;
    }
}
