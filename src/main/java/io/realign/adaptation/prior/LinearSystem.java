package io.realign.adaptation.prior;

import java.util.Optional;

/** A few linear equations, solved by Gaussian elimination with the largest pivot of each column. */
final class LinearSystem {
    private LinearSystem() {}

    /**
     * The solution x of {@code matrix x = right}, unless a pivot is smaller than {@code leastPivot}.
     *
     * @param matrix square, by rows; left as it is
     */
    static Optional<double[]> solve(double[][] matrix, double[] right, double leastPivot) {
        int n = right.length;
        double[][] rows = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, rows[i], 0, n);
            rows[i][n] = right[i];
        }
        for (int column = 0; column < n; column++) {
            swapInPivot(rows, column);
            if (!(Math.abs(rows[column][column]) >= leastPivot)) {
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
        double[] up = rows[largest];
        rows[largest] = rows[column];
        rows[column] = up;
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
