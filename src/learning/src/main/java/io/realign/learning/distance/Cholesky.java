package io.realign.learning.distance;

/** The root of a symmetric positive definite matrix: {@code L L' = A}, L lower triangular. */
public final class Cholesky {
    private final double[][] factor;

    /**
     * @param matrix of which the lower triangle is read
     * @throws IllegalArgumentException if it is not positive definite
     */
    public Cholesky(double[][] matrix) {
        factor = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            factor[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? pivot(rest, i) : rest / factor[j][j];
            }
        }
    }

    private static double pivot(double rest, int at) {
        if (!(rest > 0)) {
            throw new IllegalArgumentException(
                    "expected a positive definite matrix, got a pivot of %s at %d".formatted(rest, at));
        }
        return Math.sqrt(rest);
    }

    /** The solution of {@code L y = b}: what is uncorrelated, of variance 1, if b's covariance is A. */
    public double[] whiten(double[] b) {
        double[] y = new double[factor.length];
        for (int i = 0; i < y.length; i++) {
            double rest = b[i];
            for (int k = 0; k < i; k++) {
                rest -= factor[i][k] * y[k];
            }
            y[i] = rest / factor[i][i];
        }
        return y;
    }

    /** The solution of {@code L' x = y}. */
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

    /** The solution of {@code A x = b}. */
    public double[] solve(double[] b) {
        return unwhiten(whiten(b));
    }
}
