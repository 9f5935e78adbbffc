package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedRowsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void alternatingBlocks_areDisjointAndComplete(int blockLength) {
        KeyedRows rows = keyed(10, 1, 5, 24);
        KeyedRows first = rows.alternatingBlocks(blockLength, 0);
        KeyedRows second = rows.alternatingBlocks(blockLength, 1);

        List<float[]> all = new ArrayList<>(Arrays.asList(first.rows()));
        all.addAll(Arrays.asList(second.rows()));
        assertThat(all).hasSize(40);
        assertThat(all).containsExactlyInAnyOrder(rows.rows());
        assertKeysAreContiguous(first);
        assertKeysAreContiguous(second);
    }

    @Test
    void alternatingBlocks_ofSingleRows_areEverySecondRow() {
        KeyedRows half = keyed(7).alternatingBlocks(1, 1);

        assertThat(half.rows()).isDeepEqualTo(new float[][] {{0, 1}, {0, 3}, {0, 5}});
        assertThat(half.starts()).containsExactly(0);
    }

    @Test
    void alternatingBlocks_continueAcrossKeys() {
        // Otherwise many keys with one row would all be in the first half.
        KeyedRows rows = keyed(1, 1, 1, 1, 1);

        assertThat(rows.alternatingBlocks(1, 0).rows()).isDeepEqualTo(new float[][] {{0, 0}, {2, 0}, {4, 0}});
        assertThat(rows.alternatingBlocks(1, 1).rows()).isDeepEqualTo(new float[][] {{1, 0}, {3, 0}});
        assertThat(rows.alternatingBlocks(1, 1).starts()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource({"1,40", "3,40", "5,40", "12,40", "50,40"})
    void shuffledBlocks_neverCrossKeys(int blockLength, int length) {
        KeyedRows rows = keyed(10, 4, length);
        Random random = new Random(blockLength);
        for (int repetition = 0; repetition < 50; repetition++) {
            List<float[]> shuffled = rows.shuffled(blockLength, random);
            assertThat(shuffled).doesNotHaveDuplicates();
            for (int start = 0; start < shuffled.size(); ) {
                int key = (int) shuffled.get(start)[0];
                int keyLength = rows.end(key) - rows.starts()[key];
                int block = Math.min(blockLength, keyLength);
                for (int i = 1; i < block; i++) {
                    assertThat(shuffled.get(start + i)[0]).isEqualTo((float) key);
                    assertThat(shuffled.get(start + i)[1]).isEqualTo(shuffled.get(start)[1] + i);
                }
                start += block;
            }
        }
    }

    @Test
    void shuffledRows_whoseLengthsDivide_areAllKept() {
        KeyedRows rows = keyed(12, 6, 18);
        for (int blockLength : new int[] {1, 2, 3, 6}) {
            List<float[]> shuffled = rows.shuffled(blockLength, new Random(1));

            assertThat(shuffled).hasSize(36);
            assertThat(shuffled).containsExactlyInAnyOrder(rows.rows());
        }
    }

    @Test
    void surplusRows_areDroppedAtBothEnds() {
        KeyedRows rows = keyed(11);
        Random random = new Random(2);
        int[] kept = new int[11];
        for (int repetition = 0; repetition < 300; repetition++) {
            List<float[]> shuffled = rows.shuffled(4, random);
            assertThat(shuffled).hasSize(8);
            shuffled.forEach(row -> kept[(int) row[1]]++);
        }

        for (int count : kept) {
            assertThat(count).isPositive();
        }
        assertThat(kept[0]).isLessThan(300);
        assertThat(kept[10]).isLessThan(300);
        assertThat(kept[5]).isEqualTo(300);
    }

    @Test
    void shuffledRows_areInRandomOrder() {
        KeyedRows rows = KeyedRows.ofOneKey(keyed(200).rows());

        assertThat(rows.shuffled(1, new Random(3))).isNotEqualTo(rows.shuffled(1, new Random(4)));
        assertThat(rows.shuffled(1, new Random(3))).isEqualTo(rows.shuffled(1, new Random(3)));
    }

    @Test
    void with_keepsTheKeys() {
        KeyedRows rows = keyed(2, 3);
        float[][] others = new float[5][1];

        assertThat(rows.with(others).rows()).isSameAs(others);
        assertThat(rows.with(others).starts()).containsExactly(0, 2);
        assertThat(rows.with(others).end(0)).isEqualTo(2);
        assertThat(rows.with(others).end(1)).isEqualTo(5);
        assertThat(rows.count()).isEqualTo(5);
    }

    private static void assertKeysAreContiguous(KeyedRows rows) {
        for (int key = 0; key < rows.starts().length; key++) {
            assertThat(rows.end(key)).isGreaterThan(rows.starts()[key]);
            for (int i = rows.starts()[key] + 1; i < rows.end(key); i++) {
                assertThat(rows.rows()[i][0]).isEqualTo(rows.rows()[i - 1][0]);
                assertThat(rows.rows()[i][1]).isGreaterThan(rows.rows()[i - 1][1]);
            }
            if (key > 0) {
                assertThat(rows.rows()[rows.starts()[key]][0]).isGreaterThan(rows.rows()[rows.starts()[key] - 1][0]);
            }
        }
    }

    /** Rows {@code {key, index within the key}}. */
    private static KeyedRows keyed(int... lengths) {
        List<float[]> rows = new ArrayList<>();
        int[] starts = new int[lengths.length];
        for (int key = 0; key < lengths.length; key++) {
            starts[key] = rows.size();
            for (int i = 0; i < lengths[key]; i++) {
                rows.add(new float[] {key, i});
            }
        }
        return new KeyedRows(rows.toArray(float[][]::new), starts);
    }
}
