package io.realign.alert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Rows of several keys. The rows of a key are contiguous and in time order.
 *
 * @param rows at least one row
 * @param starts index of the first row of each key, ascending from 0
 */
@SuppressWarnings("ArrayRecordComponent")
record KeyedRows(float[][] rows, int[] starts) {
    /** Returns rows of a single key. */
    static KeyedRows ofOneKey(float[][] rows) {
        return new KeyedRows(rows, new int[] {0});
    }

    int count() {
        return rows.length;
    }

    int end(int key) {
        return key + 1 < starts.length ? starts[key + 1] : rows.length;
    }

    /** Returns the same keys with other rows. */
    KeyedRows with(float[][] others) {
        return new KeyedRows(others, starts);
    }

    /** Returns every second block of each key, beginning with block {@code firstBlock}, 0 or 1. */
    KeyedRows alternatingBlocks(int blockLength, int firstBlock) {
        List<float[]> half = new ArrayList<>(rows.length / 2 + blockLength);
        List<Integer> halfStarts = new ArrayList<>();
        int block = firstBlock;
        for (int key = 0; key < starts.length; key++) {
            int before = half.size();
            for (int start = starts[key]; start < end(key); start += blockLength) {
                if (block++ % 2 == 0) {
                    half.addAll(Arrays.asList(rows).subList(start, Math.min(end(key), start + blockLength)));
                }
            }
            if (half.size() > before) {
                halfStarts.add(before);
            }
        }
        return new KeyedRows(
                half.toArray(float[][]::new),
                halfStarts.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Returns blocks of rows in random order. Surplus rows of each key are dropped, a random number of them at its
     * beginning; the rows of a shorter key are one block.
     */
    List<float[]> shuffled(int blockLength, Random random) {
        List<List<float[]>> blocks = new ArrayList<>();
        List<float[]> all = Arrays.asList(rows);
        for (int key = 0; key < starts.length; key++) {
            int length = end(key) - starts[key];
            if (length < blockLength) {
                blocks.add(all.subList(starts[key], end(key)));
                continue;
            }
            int first = starts[key] + random.nextInt(length % blockLength + 1);
            for (int start = first; start + blockLength <= end(key); start += blockLength) {
                blocks.add(all.subList(start, start + blockLength));
            }
        }
        Collections.shuffle(blocks, random);
        List<float[]> shuffled = new ArrayList<>(rows.length);
        blocks.forEach(shuffled::addAll);
        return shuffled;
    }
}
