package io.realign.adaptation.prior;

import java.util.Optional;

/** Solves small linear systems by Gaussian elimination with partial pivoting. */
final class LinearSystem {
    private LinearSystem() {}

    /**
     * Solves {@code matrix x = rightHandSide}. Returns empty if the magnitude of a pivot is below {@code minPivot}.
     *
     * @param matrix square matrix by rows, not modified
     */
    static Optional<double[]> solve(double[][] matrix, double[] rightHandSide, double minPivot) {
        int n = rightHandSide.length;
        double[][] rows = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, rows[i], 0, n);
            rows[i][n] = rightHandSide[i];
        }
        for (int column = 0; column < n; column++) {
            swapInPivot(rows, column);
            if (!(Math.abs(rows[column][column]) >= minPivot)) {
                return Optional.empty();
            }
            eliminate(rows, column);
        }
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            solution[i] = rows[i][n] / rows[i][i];
        }
        return Optional.of(solution);
    }

    private static void swapInPivot(double[][] rows, int column) {
        int largest = column;
        for (int i = column + 1; i < rows.length; i++) {
            if (Math.abs(rows[i][column]) > Math.abs(rows[largest][column])) {
                largest = i;
            }
        }
        double[] pivot = rows[largest];
        rows[largest] = rows[column];
        rows[column] = pivot;
    }

    private static void eliminate(double[][] rows, int column) {
        double[] pivot = rows[column];
        for (int i = 0; i < rows.length; i++) {
            double factor = i == column ? 0 : rows[i][column] / pivot[column];
            for (int k = column; factor != 0 && k < pivot.length; k++) {
                rows[i][k] -= factor * pivot[k];
            }
        }
    }
}
