package io.realign.lab.detector;

import java.util.Random;

/** Random scores, which ignore the rows: a useful detector has a shorter delay at the same false alarm rate. */
public record RandomBaseline() implements SelfCalibratingMethod {
    @Override
    public String name() {
        return "random";
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
                // Stateless.
            }
        };
    }

    @Override
    public CalibratedDetector calibrate(float[][] reference, double arl, long seed) {
        return new CalibratedDetector(fit(reference, seed), 1 - 1 / arl, arl, true);
    }
}
