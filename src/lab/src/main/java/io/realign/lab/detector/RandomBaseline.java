package io.realign.lab.detector;

import java.util.Random;

/** Scores that know nothing of the stream: what any detector must beat, for it has the same false alarms. */
public record RandomBaseline() implements SelfCalibratingMethod {
    @Override
    public String name() {
        return "at random";
    }

    @Override
    public OnlineDetector fit(float[][] reference, long seed) {
        Random random = new Random(seed);
        return new OnlineDetector() {
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
