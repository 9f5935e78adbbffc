package io.realign.adaptation.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearSystemTest {
    @Test
    void solve_solvesSystem() {
        SplittableRandom random = new SplittableRandom(2);
        for (int n = 1; n < 20; n++) {
            double[][] matrix = new double[n][n];
            for (double[] row : matrix) {
                Arrays.setAll(row, i -> random.nextGaussian());
            }
            double[] right = random.doubles(n).toArray();

            double[] solution = LinearSystem.solve(matrix, right, 1e-9).orElseThrow();

            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += matrix[i][k] * solution[k];
                }
                assertThat(sum).isCloseTo(right[i], within(1e-9));
            }
        }
    }

    @Test
    void solve_zeroOnDiagonal_isPivoted() {
        assertThat(LinearSystem.solve(new double[][] {{0, 2}, {4, 0}}, new double[] {2, 8}, .1))
                .get()
                .isEqualTo(new double[] {2, 1});
    }

    @Test
    void solve_dependentEquations_isEmpty() {
        assertThat(LinearSystem.solve(new double[][] {{1, 2}, {2, 4}}, new double[] {1, 2}, 1e-9))
                .isEmpty();
    }

    @Test
    void solve_nonFiniteValues_isEmpty() {
        assertThat(LinearSystem.solve(new double[][] {{Double.NaN}}, new double[] {1}, 1e-9))
                .isEmpty();
    }
}
