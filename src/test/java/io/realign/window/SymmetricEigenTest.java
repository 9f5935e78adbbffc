package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 64})
    void randomMatrix_isReconstructed(int size) {
        assertDecomposes(random(size, new Random(size)));
    }

    @Test
    void repeatedEigenvalues_areDecomposed() {
        double[][] pairs = new double[6][6];
        for (int i = 0; i < 6; i++) {
            pairs[i][i] = 1;
            pairs[i][i ^ 1] = 0.9;
        }

        assertDecomposes(pairs);
        assertThat(SymmetricEigen.of(pairs).values())
                .containsExactly(new double[] {1.9, 1.9, 1.9, 0.1, 0.1, 0.1}, within(1e-12));
    }

    @Test
    void zeroAndIdentity_areDecomposed() {
        assertDecomposes(new double[4][4]);
        assertDecomposes(new double[][] {{1, 0}, {0, 1}});
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-150, 1e150})
    void extremeScale_isDecomposed(double scale) {
        double[][] matrix = random(5, new Random(7));
        double[] expected = SymmetricEigen.of(matrix).values();
        for (double[] row : matrix) {
            Arrays.setAll(row, i -> scale * row[i]);
        }

        double[] values = SymmetricEigen.of(matrix).values();

        for (int k = 0; k < 5; k++) {
            assertThat(values[k] / scale).isCloseTo(expected[k], within(1e-9));
        }
    }

    @Test
    void matrix_isNotModified() {
        double[][] matrix = {{2, 1}, {1, 3}};

        SymmetricEigen.of(matrix);

        assertThat(matrix).isDeepEqualTo(new double[][] {{2, 1}, {1, 3}});
    }

    private static void assertDecomposes(double[][] matrix) {
        int size = matrix.length;
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        for (int k = 1; k < size; k++) {
            assertThat(eigen.values()[k]).isLessThanOrEqualTo(eigen.values()[k - 1]);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double element = 0;
                double product = 0;
                for (int k = 0; k < size; k++) {
                    element += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
                    product += eigen.vectors()[i][k] * eigen.vectors()[j][k];
                }
                assertThat(element).isCloseTo(matrix[i][j], within(1e-9));
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-9));
            }
        }
    }

    private static double[][] random(int size, Random random) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.nextGaussian();
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }
}
