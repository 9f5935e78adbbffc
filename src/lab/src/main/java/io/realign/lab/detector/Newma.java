package io.realign.lab.detector;

import java.util.Random;

/**
 * NEWMA: the distance between two exponentially weighted averages of random features with different forgetting factors
 * (Keriven, Garreau and Poli, "NEWMA: a new method for scalable model-free online change-point detection", 2020).
 *
 * @param randomFeatures number of random features
 * @param window approximate number of latest events that are compared with the events before them
 */
record Newma(int randomFeatures, int window) implements DetectionMethod {
    @Override
    public String name() {
        return "NEWMA";
    }

    @Override
    public OnlineDetector fit(float[][] reference, long seed) {
        FourierFeatures features = FourierFeatures.fit(reference, randomFeatures, new Random(seed));
        return new Averages(features, features.mean(reference), ForgettingFactors.of(window));
    }

    private static final class Averages implements OnlineDetector {
        private final FourierFeatures features;
        private final float[] initialAverage;
        private final ForgettingFactors forgetting;
        private float[] fastAverage;
        private float[] slowAverage;

        Averages(FourierFeatures features, float[] initialAverage, ForgettingFactors forgetting) {
            this.features = features;
            this.initialAverage = initialAverage;
            this.forgetting = forgetting;
            reset();
        }

        @Override
        public double observe(float[] row) {
            float[] mapped = features.map(row);
            float fastFactor = (float) forgetting.fast();
            float slowFactor = (float) forgetting.slow();
            double distance = 0;
            for (int i = 0; i < mapped.length; i++) {
                fastAverage[i] += fastFactor * (mapped[i] - fastAverage[i]);
                slowAverage[i] += slowFactor * (mapped[i] - slowAverage[i]);
                distance += (fastAverage[i] - slowAverage[i]) * (fastAverage[i] - slowAverage[i]);
            }
            return Math.sqrt(distance);
        }

        @Override
        public final void reset() {
            fastAverage = initialAverage.clone();
            slowAverage = initialAverage.clone();
        }
    }
}
