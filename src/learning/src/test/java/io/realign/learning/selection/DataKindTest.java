package io.realign.learning.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataKindTest {
    private static float[][] zeros(int width, int zeros) {
        float[] row = new float[width];
        Arrays.fill(row, zeros, width, 1);
        float[][] table = new float[10][];
        Arrays.fill(table, row);
        return table;
    }

    @Test
    void shapeOfThreeDimensions_isAnImage_evenIfMostlyZero() {
        assertThat(DataKind.of(List.of(1, 2, 2), zeros(4, 4))).isEqualTo(DataKind.IMAGE);
    }

    @Test
    void rowsOfMostlyZeros_areSparse() {
        assertThat(DataKind.of(List.of(10), zeros(10, 6))).isEqualTo(DataKind.SPARSE);
        assertThat(DataKind.of(List.of(10), zeros(10, 5))).isEqualTo(DataKind.DENSE);
    }

    @Test
    void denseRows_areWide_aboveTheLimitOfTheEnsemble() {
        assertThat(DataKind.of(List.of(1024), zeros(1024, 0))).isEqualTo(DataKind.DENSE);
        assertThat(DataKind.of(List.of(1025), zeros(1025, 0))).isEqualTo(DataKind.WIDE);
    }

    @Test
    void sparseRows_areSparse_whateverTheirWidth() {
        assertThat(DataKind.of(List.of(2000), zeros(2000, 1500))).isEqualTo(DataKind.SPARSE);
    }
}
