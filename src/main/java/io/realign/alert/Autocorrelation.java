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
    /** With a smaller integrated time, rows are treated as independent. */
    private static final double MIN_TIME = 1.1;

    /** The number of lags is a tenth of the number of rows. */
    private static final int ROWS_PER_LAG = 10;

    /** Measures the autocorrelation of centred rows in time order. */
    static Autocorrelation of(float[][] centred, Whitening whitening) {
        double[] norms =
                Arrays.stream(centred).mapToDouble(whitening::squaredNorm).toArray();
        return of(
                norms,
                (one, other) ->
                        (norms[one] + norms[other] - whitening.squaredDistance(centred[one], centred[other])) / 2);
    }

    /** Measures the autocorrelation of the typicality of centred rows in time order. */
    static Autocorrelation ofTypicality(float[][] centred, Whitening whitening) {
        double[] values =
                Arrays.stream(centred).mapToDouble(whitening::typicality).toArray();
        return of(
                Arrays.stream(values).map(value -> value * value).toArray(),
                (one, other) -> values[one] * values[other]);
    }

    private interface Product {
        double ofRows(int one, int other);
    }

    private static Autocorrelation of(double[] squares, Product product) {
        double variance = Arrays.stream(squares).average().orElse(0);
        int lags = variance > 0 ? squares.length / ROWS_PER_LAG : 0;
        double[] coefficients = new double[lags];
        for (int lag = 1; lag <= lags; lag++) {
            Cancellation.check();
            double sum = 0;
            for (int i = 0; i + lag < squares.length; i++) {
                sum += product.ofRows(i, i + lag);
            }
            coefficients[lag - 1] = sum / (squares.length - lag) / variance;
            if (lag % 2 == 0 && coefficients[lag - 1] + coefficients[lag - 2] <= 0) {
                return zeroIfNegligible(Arrays.copyOf(coefficients, lag - 2));
            }
        }
        return zeroIfNegligible(coefficients);
    }

    /** Returns the integrated autocorrelation time: rows per independent row, at least 1. */
    double integratedTime() {
        return 1 + 2 * Arrays.stream(coefficients).sum();
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

    private static Autocorrelation zeroIfNegligible(double[] coefficients) {
        Autocorrelation measured = new Autocorrelation(coefficients);
        return measured.integratedTime() < MIN_TIME ? new Autocorrelation(new double[0]) : measured;
    }
}
