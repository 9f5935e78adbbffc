package io.realign.window;

/**
 * Points on a circle, as whole numbers, by a loop that the compiler turns into vector instructions.
 *
 * <p>An angle of t turns is reduced to the nearest whole turn; half of what is left, at most a quarter turn, goes into two
 * polynomials (minimax, errors 3e-9 and 5e-8), and the double-angle formulas give the whole of it.
 */
final class SinCos {
    /** Adding and taking away 1.5 * 2^23 leaves a float without its fraction: rounded to even, as Math.rint does. */
    private static final float ROUND = 0x1.8p23f;

    private SinCos() {}

    /**
     * @param turns angles, each within 2^21 turns
     * @param radius of the circle, at most 2^21
     * @param cosines takes {@code rint(radius cos(2 pi t))}
     * @param sines takes {@code rint(radius sin(2 pi t))}
     * @param length how many
     */
    @SuppressWarnings("FloatingPointLiteralPrecision") // Digits of the minimax fit, rounded to floats here.
    static void cosinesAndSines(float[] turns, float radius, float[] cosines, float[] sines, int length) {
        float twice = 2 * radius;
        for (int i = 0; i < length; i++) {
            float t = turns[i];
            float r = t - ((t + ROUND) - ROUND);
            float z = r * r;
            float sine =
                    r * (3.14159258f + z * (-5.16770688f + z * (2.55003138f + z * (-0.598045174f + z * 0.077220129f))));
            float cosine =
                    0.999999953f + z * (-4.93479286f + z * (4.05841191f + z * (-1.33188016f + z * 0.219696799f)));
            float scaled = twice * sine;
            cosines[i] = ((radius - scaled * sine) + ROUND) - ROUND;
            sines[i] = (scaled * cosine + ROUND) - ROUND;
        }
    }
}
