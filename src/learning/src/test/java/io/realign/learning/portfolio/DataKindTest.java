package io.realign.learning.portfolio;

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
    void shapeOfThreeExtents_isAnImage_howeverDark() {
        assertThat(DataKind.of(List.of(1, 2, 2), zeros(4, 4))).isEqualTo(DataKind.IMAGE);
    }

    @Test
    void tableOfMoreZerosThanValues_isSparse() {
        assertThat(DataKind.of(List.of(10), zeros(10, 6))).isEqualTo(DataKind.SPARSE);
        assertThat(DataKind.of(List.of(10), zeros(10, 5))).isEqualTo(DataKind.DENSE);
    }

    @Test
    void denseTable_isWide_whereACommitteeNoLongerCan() {
        assertThat(DataKind.of(List.of(1024), zeros(1024, 0))).isEqualTo(DataKind.DENSE);
        assertThat(DataKind.of(List.of(1025), zeros(1025, 0))).isEqualTo(DataKind.WIDE);
    }

    @Test
    void sparseTable_staysSparse_howeverWide() {
        assertThat(DataKind.of(List.of(2000), zeros(2000, 1500))).isEqualTo(DataKind.SPARSE);
    }
}
