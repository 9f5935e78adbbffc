package io.realign.alert;

import io.realign.window.Whitening;
import java.util.Arrays;

/**
 * How much successive rows have in common.
 *
 * @param coefficients autocorrelation at the lags 1, 2, ..., up to where it can no longer be told from none (Geyer's
 *     initial positive sequence, 1992)
 */
@SuppressWarnings("ArrayRecordComponent")
record Autocorrelation(double[] coefficients) {
    /** Less than this is not told from none. */
    private static final double MIN_TIME = 1.1;

    /** As many lags as a tenth of the rows are looked at. */
    private static final int ROWS_PER_LAG = 10;

    /** Measures it in a stretch of centred rows, in the order of time. */
    static Autocorrelation of(float[][] centred, Whitening whitening) {
        double[] norms =
                Arrays.stream(centred).mapToDouble(whitening::squaredNorm).toArray();
        return of(
                norms,
                (one, other) ->
                        (norms[one] + norms[other] - whitening.squaredDistance(centred[one], centred[other])) / 2);
    }

    /** Measures that of their typicality. */
    static Autocorrelation ofTypicality(float[][] centred, Whitening whitening) {
        double[] values =
                Arrays.stream(centred).mapToDouble(whitening::typicality).toArray();
        return of(
                Arrays.stream(values).map(value -> value * value).toArray(),
                (one, other) -> values[one] * values[other]);
    }

    private interface Product {
        double of(int one, int other);
    }

    private static Autocorrelation of(double[] squares, Product product) {
        double variance = Arrays.stream(squares).average().orElse(0);
        int lags = variance > 0 ? squares.length / ROWS_PER_LAG : 0;
        double[] coefficients = new double[lags];
        for (int lag = 1; lag <= lags; lag++) {
            double sum = 0;
            for (int i = 0; i + lag < squares.length; i++) {
                sum += product.of(i, i + lag);
            }
            coefficients[lag - 1] = sum / (squares.length - lag) / variance;
            if (lag % 2 == 0 && coefficients[lag - 1] + coefficients[lag - 2] <= 0) {
                return zeroIfNegligible(Arrays.copyOf(coefficients, lag - 2));
            }
        }
        return zeroIfNegligible(coefficients);
    }

    /** How many rows are worth an independent one, from 1. */
    double integratedTime() {
        return 1 + 2 * Arrays.stream(coefficients).sum();
    }

    /**
     * By how much the mean statistic of windows of this length is too small if rows are only kept together in blocks: a
     * pair of rows {@code k} apart falls into two blocks {@code k} times out of {@code block}.
     */
    double blockCorrection(int length, int block) {
        double whole = 1;
        double kept = 1;
        for (int lag = 1; lag <= coefficients.length && lag < length; lag++) {
            double pair = 2 * (1 - (double) lag / length) * coefficients[lag - 1];
            whole += pair;
            kept += pair * Math.max(0, 1 - (double) lag / block);
        }
        return Math.max(1, whole / kept);
    }

    private static Autocorrelation zeroIfNegligible(double[] coefficients) {
        Autocorrelation measured = new Autocorrelation(coefficients);
        return measured.integratedTime() < MIN_TIME ? new Autocorrelation(new double[0]) : measured;
    }
}
