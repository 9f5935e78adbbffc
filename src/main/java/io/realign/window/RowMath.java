package io.realign.window;

/**
 * Arithmetic on rows with bitwise reproducible results. The JIT compiler vectorises element-wise loops, but may not
 * reorder a floating-point sum and therefore cannot vectorise it. Here sums are folded in element-wise loops, in a fixed
 * order.
 */
final class RowMath {
    /** Maximum length at which a sequential sum is faster than folding. */
    private static final int SEQUENTIAL_LENGTH = 64;

    private static final ThreadLocal<float[]> BUFFER = ThreadLocal.withInitial(() -> new float[0]);

    private RowMath() {}

    /** {@code sum += row}. */
    static void add(float[] sum, float[] row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
    }

    /** {@code sum += row - centre}. */
    static void addDifference(float[] sum, float[] row, float[] centre) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i] - centre[i];
        }
    }

    /** {@code sum -= row}. */
    static void subtract(float[] sum, float[] row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] -= row[i];
        }
    }

    /** {@code difference = one - other}. */
    static float[] difference(float[] one, float[] other) {
        float[] difference = new float[one.length];
        for (int i = 0; i < one.length; i++) {
            difference[i] = one[i] - other[i];
        }
        return difference;
    }

    /** Returns the inner product of the first {@code length} values, a power of two. */
    static float dot(float[] a, float[] b, int length) {
        float[] products = buffer(length);
        for (int i = 0; i < length; i++) {
            products[i] = a[i] * b[i];
        }
        return sum(products, length);
    }

    /** Returns the squared distance of the first {@code length} values, a power of two. */
    static float squaredDistance(float[] a, float[] b, int length) {
        float[] squares = buffer(length);
        for (int i = 0; i < length; i++) {
            float difference = a[i] - b[i];
            squares[i] = difference * difference;
        }
        return sum(squares, length);
    }

    /**
     * Returns the sum of the sixteenth powers of {@code slope * x + magnitude * |x|} with
     * {@code x = (one - other + length * shift) * scale}; the shifts begin at {@code start} of the rows.
     */
    static float sumOfPowers(
            float[] one,
            float[] other,
            int start,
            float length,
            float[] shifts,
            float[] slopes,
            float[] magnitudes,
            float scale) {
        int count = shifts.length;
        float[] powers = buffer(start + count);
        // A common index of all arrays, without which the loop is not vectorised.
        for (int i = start; i < start + count; i++) {
            powers[i] = one[i] - other[i];
        }
        System.arraycopy(powers, start, powers, 0, count);
        for (int i = 0; i < count; i++) {
            float x = (powers[i] + length * shifts[i]) * scale;
            float term = slopes[i] * x + magnitudes[i] * Math.abs(x);
            float square = term * term;
            float fourth = square * square;
            float eighth = fourth * fourth;
            powers[i] = eighth * eighth;
        }
        return sumOfHalves(powers, count);
    }

    /** Returns the sum of the squares of all values. */
    static float sumOfSquares(float[] values) {
        float[] squares = buffer(values.length);
        for (int i = 0; i < values.length; i++) {
            squares[i] = values[i] * values[i];
        }
        return sumOfHalves(squares, values.length);
    }

    /** Returns the sum of any number of values, by repeatedly adding the upper half to the lower half. */
    static float sumOfHalves(float[] values, int count) {
        int left = count;
        while (left > SEQUENTIAL_LENGTH / 4) {
            int half = (left + 1) / 2;
            addUpperHalf(values, left - half, half);
            left = half;
        }
        float sum = 0;
        for (int i = 0; i < left; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static void addUpperHalf(float[] values, int count, int half) {
        for (int i = 0; i < count; i++) {
            values[i] += values[half + i];
        }
    }

    private static float[] buffer(int length) {
        float[] buffer = BUFFER.get();
        if (buffer.length < length) {
            buffer = new float[length];
            BUFFER.set(buffer);
        }
        return buffer;
    }

    /** Repeatedly adds the four quarters, until at most {@value #SEQUENTIAL_LENGTH} values are left. */
    private static float sum(float[] values, int length) {
        int left = length;
        while (left > SEQUENTIAL_LENGTH) {
            left /= 4;
            fold(values, left);
        }
        return sumSequentially(values, left);
    }

    private static void fold(float[] values, int quarter) {
        switch (quarter) {
            case 32 -> fold32(values);
            case 64 -> fold64(values);
            case 128 -> fold128(values);
            case 256 -> fold256(values);
            default -> foldAny(values, quarter);
        }
    }

    private static void fold32(float[] values) {
        for (int i = 0; i < 32; i++) {
            values[i] = (values[i] + values[i + 32]) + (values[i + 64] + values[i + 96]);
        }
    }

    private static void fold64(float[] values) {
        for (int i = 0; i < 64; i++) {
            values[i] = (values[i] + values[i + 64]) + (values[i + 128] + values[i + 192]);
        }
    }

    private static void fold128(float[] values) {
        for (int i = 0; i < 128; i++) {
            values[i] = (values[i] + values[i + 128]) + (values[i + 256] + values[i + 384]);
        }
    }

    private static void fold256(float[] values) {
        for (int i = 0; i < 256; i++) {
            values[i] = (values[i] + values[i + 256]) + (values[i + 512] + values[i + 768]);
        }
    }

    private static void foldAny(float[] values, int quarter) {
        for (int i = 0; i < quarter; i++) {
            values[i] = (values[i] + values[i + quarter]) + (values[i + 2 * quarter] + values[i + 3 * quarter]);
        }
    }

    private static float sumSequentially(float[] values, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        for (int i = 0; i < length; i += 8) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
