package io.realign.learning.loss;

import io.realign.learning.network.Batch;

/**
 * {@code |C_s - C_t|^2 / (4 d^2)}, the squared Frobenius distance of the covariances of the embeddings (Sun and Saenko,
 * Deep CORAL, 2016, equation 1). Source rows count in proportion to their importance; a covariance is
 * {@code sum p (x - mean)(x - mean)' / (1 - sum p^2)}, which for equal shares p is the paper's.
 *
 * <p>The matrices are never made. With signed masses m and rows y less their domain's mean, {@code C_s - C_t = sum m y y'},
 * and its squared norm is {@code sum m_i m_j (y_i y_j)^2}: as fast for narrow embeddings, and far smaller for wide ones.
 */
final class Coral {
    private Coral() {}

    static double add(Batch batch, Outputs outputs, double weight, Slopes slopes) {
        double[][] rows = Vectors.rows(outputs.embedding(), outputs.width());
        double[] masses = Shares.signed(batch);
        centre(rows, masses, 0, outputs.sources());
        centre(rows, masses, outputs.sources(), outputs.rows());
        removeBias(masses, 0, outputs.sources());
        removeBias(masses, outputs.sources(), outputs.rows());
        double scale = 1 / (4.0 * outputs.width() * outputs.width());
        double[][] byRow = new double[rows.length][outputs.width()];
        double value = norm(rows, masses, weight * scale, byRow);
        Vectors.addRows(slopes.embedding(), byRow);
        return Math.max(0, scale * value);
    }

    private static void centre(double[][] rows, double[] masses, int first, int end) {
        double[] mean = new double[rows[0].length];
        for (int row = first; row < end; row++) {
            Vectors.add(mean, Math.abs(masses[row]), rows[row]);
        }
        for (int row = first; row < end; row++) {
            Vectors.add(rows[row], -1, mean);
        }
    }

    /** A single row has no covariance: its mass becomes 0. */
    private static void removeBias(double[] masses, int first, int end) {
        double rest = 1;
        for (int row = first; row < end; row++) {
            rest -= masses[row] * masses[row];
        }
        for (int row = first; row < end; row++) {
            masses[row] = rest < 1e-9 ? 0 : masses[row] / rest;
        }
    }

    /** Slopes by the centred rows are those by the rows: in each domain they sum to nothing. */
    private static double norm(double[][] rows, double[] masses, double weight, double[][] slopes) {
        double value = 0;
        for (int i = 0; i < rows.length; i++) {
            double own = masses[i] * Vectors.dot(rows[i], rows[i]);
            value += own * own;
            Vectors.add(slopes[i], 4 * weight * masses[i] * own, rows[i]);
            for (int j = 0; j < i; j++) {
                double mass = masses[i] * masses[j];
                if (mass == 0) {
                    continue;
                }
                double dot = Vectors.dot(rows[i], rows[j]);
                value += 2 * mass * dot * dot;
                Vectors.add(slopes[i], 4 * weight * mass * dot, rows[j]);
                Vectors.add(slopes[j], 4 * weight * mass * dot, rows[i]);
            }
        }
        return value;
    }
}
