package io.realign.window;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations (Golub and Van Loan 2013, section 8.5).
 *
 * @param values eigenvalues in descending order
 * @param vectors orthonormal eigenvectors in the same order, each a row
 */
@SuppressWarnings("ArrayRecordComponent")
record SymmetricEigen(double[] values, double[][] vectors) {
    private static final int MAX_SWEEPS = 50;

    /** Ratio of the sum of squares off the diagonal to that of all elements at which the rotations end. */
    private static final double TOLERANCE = 1e-22;

    /** @param symmetric a square matrix, which is not modified */
    static SymmetricEigen of(double[][] symmetric) {
        double[][] matrix = Arrays.stream(symmetric).map(double[]::clone).toArray(double[][]::new);
        int size = matrix.length;
        double[][] rotations = new double[size][size];
        for (int i = 0; i < size; i++) {
            rotations[i][i] = 1;
        }
        double limit = TOLERANCE * squares(matrix, true);
        for (int sweep = 0; sweep < MAX_SWEEPS && squares(matrix, false) > limit; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, rotations, p, q);
                }
            }
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> matrix[i][i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        return new SymmetricEigen(
                Arrays.stream(order).mapToDouble(i -> matrix[i][i]).toArray(),
                Arrays.stream(order).mapToObj(i -> rotations[i]).toArray(double[][]::new));
    }

    /** Sets element (p, q) to 0. The rows of {@code rotations} converge to the eigenvectors. */
    private static void rotate(double[][] matrix, double[][] rotations, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (double[] row : matrix) {
            double atP = row[p];
            row[p] = cosine * atP - sine * row[q];
            row[q] = sine * atP + cosine * row[q];
        }
        combine(matrix[p], matrix[q], cosine, sine);
        combine(rotations[p], rotations[q], cosine, sine);
    }

    private static void combine(double[] rowP, double[] rowQ, double cosine, double sine) {
        for (int i = 0; i < rowP.length; i++) {
            double atP = rowP[i];
            rowP[i] = cosine * atP - sine * rowQ[i];
            rowQ[i] = sine * atP + cosine * rowQ[i];
        }
    }

    private static double squares(double[][] matrix, boolean withDiagonal) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                sum += i == j && !withDiagonal ? 0 : matrix[i][j] * matrix[i][j];
            }
        }
        return sum;
    }
}
