package io.realign.window;

import java.util.Random;

/**
 * Structured orthogonal random frequencies of a Gaussian kernel: rounds of random signs, random permutations and
 * butterfly steps, as in {@code sqrt(p) H D3 H D2 H D1} (Yu et al. 2016), divided by the square root of the bandwidth.
 * Only signs and permutations are stored. The frequencies within a block are orthogonal, so kernel values are more
 * accurate than with independent frequencies.
 *
 * <p>A Hadamard matrix H mixes all inputs of a block. A round omits the steps that do not vectorise and mixes fewer
 * inputs. The permutation changes between rounds, so after three rounds every output depends on all inputs.
 *
 * <p>A row is padded to a power of two p. The number of independent blocks B is a power of two. All blocks are
 * transformed at once and are interleaved: position {@code j} of each half of length {@code p B / 2} belongs to block
 * {@code j mod B}. Initially the k-th group of p positions holds the row rotated by k, so each block contains each
 * input once.
 */
final class StructuredProjection {
    private static final int ROUNDS = 3;

    /** Index of the padded input among the scratch rows. Rows 0 and 1 are the current halves, rows 2 and 3 the next. */
    private static final int PADDED = 4;

    /** A sum of fewer random signs is too far from normally distributed. */
    private static final int SMALLEST_BLOCK = 32;

    /** With fewer angles, too few steps would vectorise. */
    private static final int MIN_ANGLES = 128;

    /** The resolution of a float is a quarter turn at this magnitude. */
    private static final double MAX_TURNS = 1 << 21;

    private final int inputs;
    private final int outputs;
    private final int blockSize;
    private final int blocks;
    private final float maxInput;
    private final float[][][] signs;
    private final int[][][] permutations;
    private final ThreadLocal<float[][]> scratch = ThreadLocal.withInitial(this::newScratch);

    /**
     * @param inputs width of the rows, at least 1
     * @param outputs number of angles, at least 1
     * @param bandwidth kernel variance in squared units of the input
     * @param seed random seed of signs and permutations
     */
    StructuredProjection(int inputs, int outputs, double bandwidth, long seed) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.blockSize = powerOfTwo(Math.max(inputs, SMALLEST_BLOCK));
        this.blocks = powerOfTwo((Math.max(outputs, MIN_ANGLES) + blockSize - 1) / blockSize);
        double turnsPerUnit = 1 / (2 * Math.PI * Math.sqrt(bandwidth));
        this.maxInput =
                (float) Math.min(Float.MAX_VALUE, MAX_TURNS / turnsPerUnit / Math.sqrt((double) blockSize * inputs));
        Random random = new Random(seed);
        this.signs = drawSigns(turnsPerUnit, random);
        this.permutations = drawPermutations(random);
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    /**
     * Computes the angles {@code W x / (2 pi)} of one row.
     *
     * @param row {@link #inputs} finite values
     * @param turns receives {@link #outputs} angles in turns, at most 2^21 in magnitude
     */
    void project(float[] row, float[] turns) {
        float[][] rows = scratch.get();
        int half = half();
        load(row, rows[PADDED]);
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

    /** Writes the clipped and zero-padded row, followed by its beginning for the rotated copies. */
    private void load(float[] row, float[] padded) {
        for (int i = 0; i < inputs; i++) {
            padded[i] = Math.max(-maxInput, Math.min(maxInput, row[i]));
        }
        System.arraycopy(padded, 0, padded, blockSize, blocks);
    }

    /** Fills the two halves with rotated copies of the padded row, multiplied by the signs of the first round. */
    private void spread(float[][] rows) {
        int half = half();
        int length = Math.min(blockSize, half);
        for (int position = 0; position < 2 * half; position += length) {
            System.arraycopy(
                    rows[PADDED],
                    position / blockSize + position % blockSize,
                    rows[position < half ? 2 : 3],
                    position % half,
                    length);
        }
        for (int r = 0; r < 2; r++) {
            Butterflies.multiply(rows[2 + r], signs[0][r], rows[r], half);
            extendCyclically(rows[r]);
        }
    }

    /**
     * Permutes and multiplies by signs. The first half of each new row comes from row 0, the second half from row 1.
     */
    private void shuffle(float[][] rows, int round) {
        int half = half();
        for (int r = 0; r < 2; r++) {
            Butterflies.gather(rows[0], permutations[round - 1][r], signs[round][r], rows[2 + r], 0, half / 2);
            Butterflies.gather(rows[1], permutations[round - 1][r], signs[round][r], rows[2 + r], half / 2, half);
            extendCyclically(rows[2 + r]);
        }
        swap(rows);
    }

    /**
     * Applies all vectorised steps, the longest shift first. Afterwards {@code length} positions of each half are
     * valid.
     */
    private void mix(float[][] rows, int length) {
        int smallest = smallestShift();
        int shift = half() / 2;
        int neededByLaterSteps = half() - smallest;
        int near = smallest;
        while (shift >= smallest) {
            near = shift == smallest ? 0 : shift / 2;
            neededByLaterSteps -= shift + near;
            Butterflies.pair(rows[0], rows[1], shift, near, rows[2], rows[3], length + neededByLaterSteps);
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
        // Each step doubles the squared norm; the transform as a whole must multiply it by the block size.
        int steps = ROUNDS * (1 + Integer.numberOfTrailingZeros(half() / smallestShift()));
        double scale = turnsPerUnit * Math.sqrt(blockSize / Math.pow(2, steps));
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
        for (int[][] permutation : drawn) {
            for (int block = 0; block < blocks; block++) {
                int[] one = permutation(blockSize / 2, random);
                int[] other = permutation(blockSize / 2, random);
                for (int i = 0; i < blockSize / 2; i++) {
                    int position = i / 2 * blocks + block;
                    permutation[i % 2][position] = one[i] * blocks + block;
                    permutation[i % 2][half() / 2 + position] = other[i] * blocks + block;
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

    /** At least the number of blocks: shifts by its multiples do not mix blocks. */
    private int smallestShift() {
        return Math.max(Butterflies.SMALLEST_VECTORISED_SHIFT, blocks);
    }

    private int half() {
        return blockSize * blocks / 2;
    }

    private float[][] newScratch() {
        float[][] rows = new float[PADDED + 1][2 * half()];
        rows[PADDED] = new float[blockSize + blocks];
        return rows;
    }

    private static int powerOfTwo(int atLeast) {
        return Integer.highestOneBit(2 * atLeast - 1);
    }
}
