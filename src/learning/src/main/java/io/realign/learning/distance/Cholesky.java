package io.realign.learning.distance;

/** Cholesky decomposition of a symmetric positive definite matrix: {@code L L' = A}, L lower triangular. */
public final class Cholesky {
    private final double[][] factor;

    /**
     * @param matrix symmetric; only the lower triangle is read
     * @throws IllegalArgumentException if it is not positive definite
     */
    public Cholesky(double[][] matrix) {
        factor = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            factor[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double remainder = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    remainder -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? pivot(remainder, i) : remainder / factor[j][j];
            }
        }
    }

    private static double pivot(double remainder, int index) {
        if (!(remainder > 0)) {
            throw new IllegalArgumentException(
                    "expected a positive definite matrix, got a pivot of %s at %d".formatted(remainder, index));
        }
        return Math.sqrt(remainder);
    }

    /** Solves {@code L y = b}. The covariance of {@code y} is the identity if that of {@code b} is A. */
    public double[] whiten(double[] b) {
        double[] y = new double[factor.length];
        for (int i = 0; i < y.length; i++) {
            double remainder = b[i];
            for (int k = 0; k < i; k++) {
                remainder -= factor[i][k] * y[k];
            }
            y[i] = remainder / factor[i][i];
        }
        return y;
    }

    /** Solves {@code L' x = y}. */
    public double[] unwhiten(double[] y) {
        double[] x = y.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= factor[i][i];
            for (int k = 0; k < i; k++) {
                x[k] -= factor[i][k] * x[i];
            }
        }
        return x;
    }

    /** Solves {@code A x = b}. */
    public double[] solve(double[] b) {
        return unwhiten(whiten(b));
    }
}
