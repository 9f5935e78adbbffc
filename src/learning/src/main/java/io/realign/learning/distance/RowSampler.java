package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Selects and samples rows. */
public final class RowSampler {
    /** Maximum for distances, whose cost is quadratic in the number of rows; sufficient for decisions. */
    static final int MAX_ROWS_PER_DOMAIN = 400;

    private RowSampler() {}

    /** Samples at most {@code maxRows} distinct indices from 0 to {@code count - 1}, in random order. */
    public static int[] sampleIndices(int count, int maxRows, long seed) {
        return sampleIndices(count, maxRows, new SplittableRandom(seed));
    }

    public static int[] sampleIndices(int count, int maxRows, RandomGenerator random) {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        int size = Math.min(count, maxRows);
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(count - i);
            int drawn = all[j];
            all[j] = all[i];
            all[i] = drawn;
        }
        return Arrays.copyOf(all, size);
    }

    /** Samples at most {@code maxRows} distinct rows, in random order. The rows are shared, not copied. */
    public static float[][] sampleRows(float[][] rows, int maxRows, long seed) {
        return rowsAt(rows, sampleIndices(rows.length, maxRows, seed));
    }

    /** The rows at the given indices; shared, not copied. */
    public static float[][] rowsAt(float[][] rows, int[] indices) {
        return Arrays.stream(indices).mapToObj(row -> rows[row]).toArray(float[][]::new);
    }

    public static int[] labelsAt(int[] labels, int[] indices) {
        return Arrays.stream(indices).map(row -> labels[row]).toArray();
    }
}
