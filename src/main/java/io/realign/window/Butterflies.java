package io.realign.window;

/**
 * Steps of a Hadamard transform of two rows, as loops that the compiler turns into vector instructions.
 *
 * <p>One step pairs {@code a[i]} with {@code b[i + shift]}, both cyclic: {@code a' = a + b, b' = a - b}. Steps with shifts
 * 0, 1, 2, 4, ... up to half the rows' length give every output each input once, with sign +1 or -1, and pairs stay
 * orthogonal: that is a Hadamard matrix (the recursion of Golay, and of Rudin and Shapiro). Against Sylvester's order,
 * where small strides shuffle neighbours, neighbours here stay neighbours. A cyclic row is stored with its beginning
 * repeated after its end.
 */
final class Butterflies {
    private Butterflies() {}

    /** One step. */
    static void single(float[] a, float[] b, int shift, float[] sum, float[] difference, int length) {
        for (int i = 0; i < length; i++) {
            float x = a[i];
            float y = b[i + shift];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    /** A step with shift {@code far}, then one with shift {@code near}. */
    static void pair(float[] a, float[] b, int far, int near, float[] sum, float[] difference, int length) {
        int both = far + near;
        for (int i = 0; i < length; i++) {
            float x = a[i] + b[i + far];
            float y = a[i + near] - b[i + both];
            sum[i] = x + y;
            difference[i] = x - y;
        }
    }

    /** {@code to[at + i] = from[shift + i] * by[at + i]}. */
    static void multiply(float[] from, int shift, float[] by, float[] to, int at, int length) {
        for (int i = 0; i < length; i++) {
            to[at + i] = from[shift + i] * by[at + i];
        }
    }
}
