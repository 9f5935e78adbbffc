package io.realign.window;

/**
 * Steps of an orthogonal transform of two rows. Each shift has its own loop, since the JIT compiler vectorises loops
 * with constant offsets only.
 *
 * <p>A step pairs {@code a[i]} with {@code b[i + shift]}, with cyclic indices: {@code a' = a + b, b' = a - b}. If the
 * shift doubles with each step, each output contains each input at most once, with sign +1 or -1, and the outputs are
 * orthogonal. The shifts 0, 1, 2, 4, ... up to half the row length give a Hadamard matrix (Golay-Rudin-Shapiro
 * recursion). Cyclic rows are stored with their beginning repeated after their end.
 */
final class Butterflies {
    /** Smallest shift above 0 whose loop the JIT compiler vectorises. */
    static final int SMALLEST_VECTORISED_SHIFT = 8;

    private Butterflies() {}

    /** One step with shift 0. */
    static void single(float[] a, float[] b, float[] sum, float[] difference, int length) {
        for (int i = 0; i < length; i++) {
            float x = a[i];
            float y = b[i];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    /**
     * A step with shift {@code far}, then one with shift {@code near}.
     *
     * @param near half of {@code far}, or 0 if {@code far} is the smallest shift of the transform, which is at least
     *     {@link #SMALLEST_VECTORISED_SHIFT}
     */
    static void pair(float[] a, float[] b, int far, int near, float[] sum, float[] difference, int length) {
        if (near == 0 && far > SMALLEST_VECTORISED_SHIFT) {
            anyPair(a, b, far, near, sum, difference, length);
            return;
        }
        // In the loop for 8 the near shift is 0, in the others half of the far shift.
        switch (far) {
            case 8 -> pair8(a, b, sum, difference, length);
            case 16 -> pair16(a, b, sum, difference, length);
            case 32 -> pair32(a, b, sum, difference, length);
            case 64 -> pair64(a, b, sum, difference, length);
            case 128 -> pair128(a, b, sum, difference, length);
            case 256 -> pair256(a, b, sum, difference, length);
            default -> anyPair(a, b, far, near, sum, difference, length);
        }
    }

    private static void pair8(float[] a, float[] b, float[] sum, float[] difference, int length) {
        for (int i = 0; i < length; i++) {
            float x = a[i] + b[i + 8];
            float y = a[i] - b[i + 8];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    private static void pair16(float[] a, float[] b, float[] sum, float[] difference, int length) {
        for (int i = 0; i < length; i++) {
            float x = a[i] + b[i + 16];
            float y = a[i + 8] - b[i + 24];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    private static void pair32(float[] a, float[] b, float[] sum, float[] difference, int length) {
        for (int i = 0; i < length; i++) {
            float x = a[i] + b[i + 32];
            float y = a[i + 16] - b[i + 48];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    private static void pair64(float[] a, float[] b, float[] sum, float[] difference, int length) {
        for (int i = 0; i < length; i++) {
            float x = a[i] + b[i + 64];
            float y = a[i + 32] - b[i + 96];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    private static void pair128(float[] a, float[] b, float[] sum, float[] difference, int length) {
        for (int i = 0; i < length; i++) {
            float x = a[i] + b[i + 128];
            float y = a[i + 64] - b[i + 192];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    private static void pair256(float[] a, float[] b, float[] sum, float[] difference, int length) {
        for (int i = 0; i < length; i++) {
            float x = a[i] + b[i + 256];
            float y = a[i + 128] - b[i + 384];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    private static void anyPair(float[] a, float[] b, int far, int near, float[] sum, float[] difference, int length) {
        int both = far + near;
        for (int i = 0; i < length; i++) {
            float x = a[i] + b[i + far];
            float y = a[i + near] - b[i + both];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    /** {@code to[i] = row[i] * by[i]}. */
    static void multiply(float[] row, float[] by, float[] to, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = row[i] * by[i];
        }
    }

    /** {@code to[i] = from[index[i]] * by[i]} for {@code begin <= i < end}. */
    static void gather(float[] from, int[] index, float[] by, float[] to, int begin, int end) {
        for (int i = begin; i < end; i++) {
            to[i] = from[index[i]] * by[i];
        }
    }
}
