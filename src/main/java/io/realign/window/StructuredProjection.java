package io.realign.window;

import java.util.Random;

/**
 * Structured orthogonal random frequencies of a Gaussian kernel: blocks {@code sqrt(p) H D3 H D2 H D1} of a normalised
 * Hadamard matrix and random signs, over the root of the bandwidth (Yu et al. 2016). All that is kept of them is the
 * signs, and the rows of a block are orthogonal, which makes kernel values more exact than independent frequencies do.
 *
 * <p>A row is padded to a power of two p, and there are as many independent blocks as the angles need, rounded up to a
 * power of two B. All are transformed at once, interleaved: place {@code j} of the two halves of {@code p B / 2} belongs
 * to block {@code j mod B}. The k-th p places hold the row rotated by k, so that each block meets each input once.
 */
final class StructuredProjection implements Projection {
    /** Sums of fewer signs are too far from normal. */
    private static final int SMALLEST_BLOCK = 32;

    /** A float of so many turns knows quarters of a turn and nothing finer. */
    private static final double MOST_TURNS = 1 << 21;

    private final int inputs;
    private final int outputs;
    private final int size;
    private final int blocks;
    private final float bound;
    private final float[][][] signs;
    private final ThreadLocal<float[][]> scratch = ThreadLocal.withInitial(this::newScratch);

    /**
     * @param inputs width of the rows, at least 1
     * @param outputs number of angles, at least 1
     * @param bandwidth the kernel's variance in squared units of the input
     * @param seed of the signs
     */
    StructuredProjection(int inputs, int outputs, double bandwidth, long seed) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.size = powerOfTwo(Math.max(inputs, SMALLEST_BLOCK));
        this.blocks = powerOfTwo((outputs + size - 1) / size);
        double turnsPerUnit = 1 / (2 * Math.PI * Math.sqrt(bandwidth));
        this.bound = (float) Math.min(Float.MAX_VALUE, MOST_TURNS / turnsPerUnit / Math.sqrt((double) size * inputs));
        this.signs = draw((float) (turnsPerUnit / size), new Random(seed));
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public void project(float[] row, float[] turns) {
        float[][] rows = scratch.get();
        load(row, rows[4]);
        spread(rows[4], rows[0], rows[1]);
        int half = half();
        round(rows, half);
        multiply(rows, 1);
        round(rows, half);
        multiply(rows, 2);
        int first = (outputs + 1) / 2;
        round(rows, first);
        System.arraycopy(rows[0], 0, turns, 0, first);
        System.arraycopy(rows[1], 0, turns, first, outputs - first);
    }

    /** Bounded inputs, then zeros, then the beginning again for the rotated copies. */
    private void load(float[] row, float[] padded) {
        for (int i = 0; i < inputs; i++) {
            padded[i] = Math.max(-bound, Math.min(bound, row[i]));
        }
        System.arraycopy(padded, 0, padded, size, blocks);
    }

    private void spread(float[] padded, float[] a, float[] b) {
        int half = half();
        int length = Math.min(size, half);
        for (int at = 0; at < 2 * half; at += length) {
            float[] row = at < half ? a : b;
            float[] by = signs[0][at < half ? 0 : 1];
            Butterflies.multiply(padded, at / size + at % size, by, row, at % half, length);
        }
        repeat(a);
        repeat(b);
    }

    /** All steps of a Hadamard transform, the longest shift first; leaves {@code length} places of each half. */
    private void round(float[][] rows, int length) {
        int shift = half() / 2;
        int rest = half() - blocks;
        if (Integer.numberOfTrailingZeros(size) % 2 == 1) {
            rest -= shift;
            Butterflies.single(rows[0], rows[1], shift, rows[2], rows[3], length + rest);
            swap(rows);
            shift /= 2;
        }
        while (shift >= blocks) {
            int near = shift == blocks ? 0 : shift / 2;
            rest -= shift + near;
            Butterflies.pair(rows[0], rows[1], shift, near, rows[2], rows[3], length + rest);
            swap(rows);
            shift /= 4;
        }
    }

    private void multiply(float[][] rows, int round) {
        for (int r = 0; r < 2; r++) {
            Butterflies.multiply(rows[r], 0, signs[round][r], rows[r], 0, half());
            repeat(rows[r]);
        }
    }

    private void repeat(float[] row) {
        System.arraycopy(row, 0, row, half(), half());
    }

    private static void swap(float[][] rows) {
        float[] a = rows[0];
        float[] b = rows[1];
        rows[0] = rows[2];
        rows[1] = rows[3];
        rows[2] = a;
        rows[3] = b;
    }

    private float[][][] draw(float scale, Random random) {
        float[][][] drawn = new float[3][2][half()];
        for (int round = 0; round < 3; round++) {
            float value = round == 0 ? scale : 1;
            for (float[] row : drawn[round]) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextBoolean() ? value : -value;
                }
            }
        }
        return drawn;
    }

    private int half() {
        return size * blocks / 2;
    }

    private float[][] newScratch() {
        float[][] rows = new float[5][2 * half()];
        rows[4] = new float[size + blocks];
        return rows;
    }

    private static int powerOfTwo(int atLeast) {
        return Integer.highestOneBit(2 * atLeast - 1);
    }
}
