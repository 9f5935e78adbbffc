package io.realign.bench;

import java.util.Random;

/** Scores that know nothing of the stream: what any detector must beat, for it has the same false alarms. */
record AtRandom() implements SelfCalibrated {
    @Override
    public String name() {
        return "at random";
    }

    @Override
    public Yardstick fit(float[][] reference, long seed) {
        Random random = new Random(seed);
        return new Yardstick() {
            @Override
            public double observe(float[] row) {
                return random.nextDouble();
            }

            @Override
            public void reset() {
                // There is nothing to forget.
            }
        };
    }

    @Override
    public double threshold(float[][] reference, double arl, long seed) {
        return 1 - 1 / arl;
    }
}
