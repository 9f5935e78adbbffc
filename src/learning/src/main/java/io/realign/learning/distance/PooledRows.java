package io.realign.learning.distance;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The rows of two sets.
 *
 * @param firstCount number of rows of the first set, which come first
 */
@SuppressWarnings("ArrayRecordComponent")
record PooledRows(float[][] rows, int firstCount) {
    private static final int MIN_ROWS = 2;

    /**
     * Samples up to {@link RowSampler#MAX_ROWS_PER_DOMAIN} rows from each set.
     *
     * @throws IllegalArgumentException if a set has fewer than two rows, or the rows differ in width
     */
    static PooledRows of(float[][] a, float[][] b, SplittableRandom random) {
        return of(
                RowSampler.sampleRows(a, RowSampler.MAX_ROWS_PER_DOMAIN, random.nextLong()),
                RowSampler.sampleRows(b, RowSampler.MAX_ROWS_PER_DOMAIN, random.nextLong()));
    }

    /** Samples the same number of rows from each set, at most {@code maxRows}. */
    static PooledRows balanced(float[][] a, float[][] b, int maxRows, SplittableRandom random) {
        int size = Math.min(maxRows, Math.min(a.length, b.length));
        return of(RowSampler.sampleRows(a, size, random.nextLong()), RowSampler.sampleRows(b, size, random.nextLong()));
    }

    static PooledRows of(float[][] a, float[][] b) {
        if (a.length < MIN_ROWS || b.length < MIN_ROWS) {
            throw new IllegalArgumentException(
                    "expected at least two rows of each domain, got %d and %d".formatted(a.length, b.length));
        }
        float[][] rows = Stream.of(a, b).flatMap(Stream::of).toArray(float[][]::new);
        for (float[] row : rows) {
            if (row.length != a[0].length) {
                throw new IllegalArgumentException(
                        "expected rows of %d features, got %d".formatted(a[0].length, row.length));
            }
        }
        return new PooledRows(rows, a.length);
    }

    int size() {
        return rows.length;
    }

    int width() {
        return rows[0].length;
    }
}
