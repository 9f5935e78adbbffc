package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws rows, so that what is measured costs the same however many there are. */
public final class RowSampler {
    /** Enough to see what moves a decision; twice as many cost four times as much. */
    static final int DEFAULT_ROWS = 400;

    private RowSampler() {}

    /** At most so many numbers below {@code count}, each once, in random order. */
    public static int[] sampleIndices(int count, int most, long seed) {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        SplittableRandom random = new SplittableRandom(seed);
        int size = Math.min(count, most);
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(count - i);
            int drawn = all[j];
            all[j] = all[i];
            all[i] = drawn;
        }
        return Arrays.copyOf(all, size);
    }

    /** At most so many of the rows, each once, in random order. The rows are shared, not copied. */
    public static float[][] sampleRows(float[][] rows, int most, long seed) {
        return Arrays.stream(sampleIndices(rows.length, most, seed))
                .mapToObj(row -> rows[row])
                .toArray(float[][]::new);
    }
}
