package io.realign.learning.loss;

import io.realign.learning.network.Batch;
import java.util.Arrays;

/**
 * {@code |C_s - C_t|^2 / (4 d^2)}, the squared Frobenius distance of the covariances of the embeddings (Sun and Saenko,
 * Deep CORAL, 2016, equation 1). Source rows count in proportion to their importance; a covariance is
 * {@code sum p (x - mean)(x - mean)' / (1 - sum p^2)}, which for equal shares p is the paper's.
 *
 * <p>The matrices are never made. With signed masses s and rows y less their domain's mean, {@code C_s - C_t = sum s y y'},
 * and its squared norm is {@code sum s_i s_j (y_i y_j)^2}: as fast for narrow embeddings, and far smaller for wide ones.
 */
final class Coral {
    private Coral() {}

    static double add(Batch batch, Outputs outputs, double weight, Slopes slopes) {
        int width = outputs.width();
        double[] shares = Shares.of(batch);
        double[] centred = outputs.embedding().clone();
        centre(centred, shares, 0, outputs.sources(), width);
        centre(centred, shares, outputs.sources(), outputs.rows(), width);
        double[] masses = masses(shares, outputs.sources());
        double scale = 1 / (4.0 * width * width);
        double[] slope = new double[width];
        double value = 0;
        for (int row = 0; row < masses.length; row++) {
            if (masses[row] != 0) {
                value += addRow(row, centred, masses, weight * scale, slopes.embedding(), slope);
            }
        }
        return Math.max(0, scale * value);
    }

    private static void centre(double[] rows, double[] shares, int first, int end, int width) {
        double[] mean = new double[width];
        for (int row = first; row < end; row++) {
            Vectors.add(mean, 0, shares[row], rows, row * width, width);
        }
        for (int row = first; row < end; row++) {
            Vectors.add(rows, row * width, -1, mean, 0, width);
        }
    }

    private static double[] masses(double[] shares, int sources) {
        double source = bessel(shares, 0, sources);
        double target = bessel(shares, sources, shares.length);
        double[] masses = new double[shares.length];
        for (int row = 0; row < masses.length; row++) {
            masses[row] = shares[row] * (row < sources ? source : -target);
        }
        return masses;
    }

    /** What makes the covariance unbiased; a single row has none, and gets 0. */
    private static double bessel(double[] shares, int first, int end) {
        double rest = 1;
        for (int row = first; row < end; row++) {
            rest -= shares[row] * shares[row];
        }
        return rest < 1e-9 ? 0 : 1 / rest;
    }

    /** What a row has in common with itself and with those before it. */
    private static double addRow(
            int row, double[] centred, double[] masses, double weight, double[] slopes, double[] slope) {
        int width = slope.length;
        int from = row * width;
        double own = Vectors.dot(centred, from, centred, from, width);
        double value = masses[row] * masses[row] * own * own;
        Arrays.fill(slope, 0);
        Vectors.add(slope, 0, 4 * weight * masses[row] * masses[row] * own, centred, from, width);
        for (int other = 0; other < row; other++) {
            double mass = masses[row] * masses[other];
            if (mass == 0) {
                continue;
            }
            double dot = Vectors.dot(centred, from, centred, other * width, width);
            value += 2 * mass * dot * dot;
            double factor = 4 * weight * mass * dot;
            Vectors.add(slope, 0, factor, centred, other * width, width);
            Vectors.add(slopes, other * width, factor, centred, from, width);
        }
        Vectors.add(slopes, from, 1, slope, 0, width);
        return value;
    }
}
