package io.realign.window;

/**
 * Vectorisable sine and cosine, rounded to integers.
 *
 * <p>Whole turns are subtracted from the angle. Two minimax polynomials (errors 3e-9 and 5e-8) compute sine and cosine
 * of half the remainder, which is at most a quarter turn. The double-angle formulas give the result.
 */
final class SinCos {
    /** Adding and subtracting 1.5 * 2^23 rounds a float to the nearest integer, ties to even, like Math.rint. */
    private static final float ROUND = 0x1.8p23f;

    private SinCos() {}

    /**
     * @param turns angles in turns, at most 2^21 in magnitude
     * @param radius factor, at most 2^21
     * @param cosines receives {@code rint(radius cos(2 pi t))}
     * @param sines receives {@code rint(radius sin(2 pi t))}
     * @param length number of angles
     */
    @SuppressWarnings("FloatingPointLiteralPrecision") // Digits of the minimax fit.
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
