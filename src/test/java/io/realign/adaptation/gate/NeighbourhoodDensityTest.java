package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NeighbourhoodDensityTest {
    private final SplittableRandom random = new SplittableRandom(6);

    private float[][] rows(int count, int width) {
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            for (int k = 0; k < width; k++) {
                row[k] = (float) random.nextDouble();
            }
        }
        return rows;
    }

    /** Rows in groups of equal rows. */
    private static float[][] groups(int rows, int groups) {
        float[][] all = new float[rows][groups];
        for (int row = 0; row < rows; row++) {
            all[row][row % groups] = 1;
        }
        return all;
    }

    @Test
    void equalRows_haveMaximumDensity() {
        assertThat(NeighbourhoodDensity.of(groups(40, 1))).isCloseTo(Math.log(39), within(1e-9));
    }

    /** exp(1 / .05) is so large that rows of other groups are negligible. */
    @Test
    void groupedRows_haveDensityOfGroup() {
        assertThat(NeighbourhoodDensity.of(groups(40, 4))).isCloseTo(Math.log(9), within(1e-4));
    }

    @Test
    void largerGroups_areDenser() {
        assertThat(NeighbourhoodDensity.of(groups(60, 3))).isGreaterThan(NeighbourhoodDensity.of(groups(60, 6)));
    }

    @Test
    void density_matchesPaper() {
        float[][] rows = {{1, 0}, {.6f, .8f}, {0, 2}};
        double[][] cosines = {{.6, 0}, {.6, .8}, {0, .8}};
        double expected = 0;
        for (double[] row : cosines) {
            double p = 1 / (1 + Math.exp((row[1] - row[0]) / .05));
            expected += -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / 3;
        }

        assertThat(NeighbourhoodDensity.of(rows)).isCloseTo(expected, within(1e-5));
    }

    @Test
    void density_isBounded() {
        for (int count = 2; count < 30; count++) {
            assertThat(NeighbourhoodDensity.of(rows(count, 5))).isBetween(0.0, Math.log(count - 1) + 1e-9);
        }
    }

    @Test
    void density_isInvariantToOrderAndScale() {
        float[][] rows = rows(50, 4);
        float[][] other = new float[50][4];
        for (int row = 0; row < 50; row++) {
            for (int k = 0; k < 4; k++) {
                other[row][k] = 4 * rows[49 - row][k];
            }
        }

        assertThat(NeighbourhoodDensity.of(other)).isCloseTo(NeighbourhoodDensity.of(rows), within(1e-9));
    }

    @Test
    void manyRows_areSampledEvenly() {
        float[][] rows = rows(2500, 3);
        float[][] everySecondOrThird = new float[NeighbourhoodDensity.MAX_ROWS][];
        Arrays.setAll(everySecondOrThird, i -> rows[i * 5 / 2]);

        assertThat(NeighbourhoodDensity.of(rows)).isEqualTo(NeighbourhoodDensity.of(everySecondOrThird));
    }

    @Test
    void zeroRows_haveNoSimilarity() {
        assertThat(NeighbourhoodDensity.of(new float[10][3])).isCloseTo(Math.log(9), within(1e-9));
    }

    @Test
    void nonFiniteValue_givesNaN() {
        float[][] rows = rows(5, 3);
        rows[2][1] = Float.NaN;

        assertThat(NeighbourhoodDensity.of(rows)).isNaN();
        assertThat(NeighbourhoodDensity.of(new float[0][])).isNaN();
        assertThat(NeighbourhoodDensity.of(rows(1, 3))).isNaN();
    }
}
