package io.realign.alert;

import io.realign.window.Whitening;
import java.util.Arrays;

/**
 * Autocorrelation of successive rows.
 *
 * @param coefficients autocorrelation at the lags 1, 2, ..., truncated by Geyer's initial positive sequence (1992)
 */
@SuppressWarnings("ArrayRecordComponent")
record Autocorrelation(double[] coefficients) {
    /** Independent rows. */
    static final Autocorrelation NONE = new Autocorrelation(new double[0]);

    /** The number of lags is a tenth of the number of rows. */
    private static final int ROWS_PER_LAG = 10;

    /** Pairs of rows needed at a lag. */
    private static final int MIN_PAIRS = 30;

    /** Measures the autocorrelation of centred rows within keys. */
    static Autocorrelation of(KeyedRows centred, Whitening whitening) {
        float[][] rows = centred.rows();
        double[] norms = Arrays.stream(rows).mapToDouble(whitening::squaredNorm).toArray();
        return of(
                centred,
                norms,
                (one, other) -> (norms[one] + norms[other] - whitening.squaredDistance(rows[one], rows[other])) / 2);
    }

    /** Measures the autocorrelation of one value of the rows within keys. */
    static Autocorrelation of(KeyedRows rows, int index) {
        double mean = Arrays.stream(rows.rows())
                .mapToDouble(row -> row[index])
                .average()
                .orElseThrow();
        double[] values =
                Arrays.stream(rows.rows()).mapToDouble(row -> row[index] - mean).toArray();
        return of(
                rows,
                Arrays.stream(values).map(value -> value * value).toArray(),
                (one, other) -> values[one] * values[other]);
    }

    private interface Product {
        double ofRows(int one, int other);
    }

    private static Autocorrelation of(KeyedRows rows, double[] squares, Product product) {
        double variance = Arrays.stream(squares).average().orElse(0);
        int lags = variance > 0 ? squares.length / ROWS_PER_LAG : 0;
        double[] coefficients = new double[lags];
        for (int lag = 1; lag <= lags; lag++) {
            Cancellation.check();
            double sum = 0;
            int pairs = 0;
            for (int key = 0; key < rows.starts().length; key++) {
                for (int i = rows.starts()[key]; i + lag < rows.end(key); i++) {
                    sum += product.ofRows(i, i + lag);
                    pairs++;
                }
            }
            if (pairs < MIN_PAIRS) {
                return new Autocorrelation(Arrays.copyOf(coefficients, lag - 1));
            }
            coefficients[lag - 1] = sum / pairs / variance;
            if (lag % 2 == 0 && coefficients[lag - 1] + coefficients[lag - 2] <= 0) {
                return new Autocorrelation(Arrays.copyOf(coefficients, lag - 2));
            }
        }
        return new Autocorrelation(coefficients);
    }

    boolean isNone() {
        return coefficients.length == 0;
    }

    /** Returns the factor by which autocorrelation increases the standard deviation of a sum of this many values. */
    double deviationFactor(int length) {
        double variance = 1;
        for (int lag = 1; lag <= coefficients.length && lag < length; lag++) {
            variance += 2 * (1 - (double) lag / length) * coefficients[lag - 1];
        }
        return Math.sqrt(Math.max(1, variance));
    }

    /** Returns the integrated autocorrelation time: rows per independent row, at least 1. */
    double integratedTime() {
        return Math.max(1, 1 + 2 * Arrays.stream(coefficients).sum());
    }

    /**
     * Returns the factor that corrects the mean statistic of a window for shuffling in blocks. Two rows at distance
     * {@code k} are in different blocks with probability {@code k / blockLength}, so shuffling loses a part of their
     * correlation.
     *
     * @param length rows in the window
     */
    double blockCorrection(int length, int blockLength) {
        double total = 1;
        double preserved = 1;
        for (int lag = 1; lag <= coefficients.length && lag < length; lag++) {
            double pair = 2 * (1 - (double) lag / length) * coefficients[lag - 1];
            total += pair;
            preserved += pair * Math.max(0, 1 - (double) lag / blockLength);
        }
        return Math.max(1, total / preserved);
    }
}
