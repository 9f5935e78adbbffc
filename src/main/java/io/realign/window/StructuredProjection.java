package io.realign.window;

import java.util.Random;

/**
 * Structured orthogonal random frequencies of a Gaussian kernel: rounds of random signs, random places and butterflies, in
 * the manner of {@code sqrt(p) H D3 H D2 H D1} (Yu et al. 2016), over the root of the bandwidth. All that is kept of them
 * is the signs and the places, and the rows of a block are orthogonal, which makes kernel values more exact than
 * independent frequencies do.
 *
 * <p>A round here mixes only as many inputs as are cheap to mix, often not all as a Hadamard matrix H does, and the next
 * round has other places: over three rounds every output is a sum of all inputs along many paths.
 *
 * <p>A row is padded to a power of two p, and there are as many independent blocks as the angles need, rounded up to a
 * power of two B. All are transformed at once, interleaved: place {@code j} of the two halves of {@code p B / 2} belongs
 * to block {@code j mod B}. At first the k-th p places hold the row rotated by k, so that each block meets each input once.
 */
final class StructuredProjection implements FrequencyProjection {
    private static final int ROUNDS = 3;

    /** Sums of fewer signs are too far from normal. */
    private static final int SMALLEST_BLOCK = 32;

    /** Fewer angles would have too few cheap steps. */
    private static final int MIN_ANGLES = 128;

    /** A float of so many turns knows quarters of a turn and nothing finer. */
    private static final double MAX_TURNS = 1 << 21;

    private final int inputs;
    private final int outputs;
    private final int size;
    private final int blocks;
    private final float bound;
    private final float[][][] signs;
    private final int[][][] permutations;
    private final ThreadLocal<float[][]> scratch = ThreadLocal.withInitial(this::newScratch);

    /**
     * @param inputs width of the rows, at least 1
     * @param outputs number of angles, at least 1
     * @param bandwidth the kernel's variance in squared units of the input
     * @param seed of signs and places
     */
    StructuredProjection(int inputs, int outputs, double bandwidth, long seed) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.size = powerOfTwo(Math.max(inputs, SMALLEST_BLOCK));
        this.blocks = powerOfTwo((Math.max(outputs, MIN_ANGLES) + size - 1) / size);
        double turnsPerUnit = 1 / (2 * Math.PI * Math.sqrt(bandwidth));
        this.bound = (float) Math.min(Float.MAX_VALUE, MAX_TURNS / turnsPerUnit / Math.sqrt((double) size * inputs));
        Random random = new Random(seed);
        this.signs = drawSigns(turnsPerUnit, random);
        this.permutations = drawPermutations(random);
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
        int half = half();
        load(row, rows[4]);
        spread(rows);
        mix(rows, half);
        shuffle(rows, 1);
        mix(rows, half);
        shuffle(rows, 2);
        int first = (outputs + 1) / 2;
        mix(rows, first);
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

    private void spread(float[][] rows) {
        int half = half();
        int length = Math.min(size, half);
        for (int at = 0; at < 2 * half; at += length) {
            System.arraycopy(rows[4], at / size + at % size, rows[at < half ? 2 : 3], at % half, length);
        }
        for (int r = 0; r < 2; r++) {
            Butterflies.multiply(rows[2 + r], signs[0][r], rows[r], half);
            extendCyclically(rows[r]);
        }
    }

    /** New places and signs; each row takes the first half of its places from one row and the rest from the other. */
    private void shuffle(float[][] rows, int round) {
        int half = half();
        for (int r = 0; r < 2; r++) {
            Butterflies.gather(rows[0], permutations[round - 1][r], signs[round][r], rows[2 + r], 0, half / 2);
            Butterflies.gather(rows[1], permutations[round - 1][r], signs[round][r], rows[2 + r], half / 2, half);
            extendCyclically(rows[2 + r]);
        }
        swap(rows);
    }

    /** All cheap steps, the longest shift first; leaves {@code length} places of each half. */
    private void mix(float[][] rows, int length) {
        int smallest = smallestShift();
        int shift = half() / 2;
        int rest = half() - smallest;
        int near = smallest;
        while (shift >= smallest) {
            near = shift == smallest ? 0 : shift / 2;
            rest -= shift + near;
            Butterflies.pair(rows[0], rows[1], shift, near, rows[2], rows[3], length + rest);
            swap(rows);
            shift /= 4;
        }
        if (near > 0) {
            Butterflies.single(rows[0], rows[1], rows[2], rows[3], length);
            swap(rows);
        }
    }

    private void extendCyclically(float[] row) {
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

    private float[][][] drawSigns(double turnsPerUnit, Random random) {
        // Each step adds squares of two, and the transform shall multiply lengths by the root of a block's size.
        int steps = ROUNDS * (1 + Integer.numberOfTrailingZeros(half() / smallestShift()));
        double scale = turnsPerUnit * Math.sqrt(size / Math.pow(2, steps));
        float[][][] drawn = new float[ROUNDS][2][half()];
        for (int round = 0; round < ROUNDS; round++) {
            float value = round == 0 ? (float) scale : 1;
            for (float[] row : drawn[round]) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextBoolean() ? value : -value;
                }
            }
        }
        return drawn;
    }

    private int[][][] drawPermutations(Random random) {
        int[][][] drawn = new int[ROUNDS - 1][2][half()];
        for (int[][] places : drawn) {
            for (int block = 0; block < blocks; block++) {
                int[] one = permutation(size / 2, random);
                int[] other = permutation(size / 2, random);
                for (int i = 0; i < size / 2; i++) {
                    int place = i / 2 * blocks + block;
                    places[i % 2][place] = one[i] * blocks + block;
                    places[i % 2][half() / 2 + place] = other[i] * blocks + block;
                }
            }
        }
        return drawn;
    }

    private static int[] permutation(int size, Random random) {
        int[] permutation = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            permutation[i] = permutation[other];
            permutation[other] = i;
        }
        return permutation;
    }

    /** Shifts by multiples of the number of blocks do not mix blocks. */
    private int smallestShift() {
        return Math.max(Butterflies.SMALLEST_SHIFT, blocks);
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
