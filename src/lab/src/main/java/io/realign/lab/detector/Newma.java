package io.realign.lab.detector;

import java.util.Random;

/**
 * NEWMA: the distance of two exponential averages of random features, one that forgets faster than the other (Keriven,
 * Garreau and Poli, "NEWMA: a new method for scalable model-free online change-point detection", 2020).
 *
 * @param outputs number of random features
 * @param window about so many events are compared with those before them; both rates of forgetting follow from it
 */
record Newma(int outputs, int window) implements DetectionMethod {
    @Override
    public String name() {
        return "NEWMA";
    }

    @Override
    public OnlineDetector fit(float[][] reference, long seed) {
        FourierFeatures features = FourierFeatures.fit(reference, outputs, new Random(seed));
        return new Averages(features, features.mean(reference), ForgettingFactors.of(window));
    }

    private static final class Averages implements OnlineDetector {
        private final FourierFeatures features;
        private final float[] start;
        private final ForgettingFactors forgetting;
        private float[] fast;
        private float[] slow;

        Averages(FourierFeatures features, float[] start, ForgettingFactors forgetting) {
            this.features = features;
            this.start = start;
            this.forgetting = forgetting;
            reset();
        }

        @Override
        public double observe(float[] row) {
            float[] mapped = features.map(row);
            float faster = (float) forgetting.fast();
            float slower = (float) forgetting.slow();
            double distance = 0;
            for (int i = 0; i < mapped.length; i++) {
                fast[i] += faster * (mapped[i] - fast[i]);
                slow[i] += slower * (mapped[i] - slow[i]);
                distance += (fast[i] - slow[i]) * (fast[i] - slow[i]);
            }
            return Math.sqrt(distance);
        }

        @Override
        public final void reset() {
            fast = start.clone();
            slow = start.clone();
        }
    }
}
