package io.realign.lab.speed;

import io.realign.lab.detector.FourierFeatures;
import io.realign.window.DyadicWindows;
import java.util.Random;

/**
 * A naive implementation of the windows of the detector, for comparison of the speed: dense random features, sines and
 * cosines of the JDK, and the statistic of every level after every event.
 */
final class NaiveDyadicMmd {
    private final FourierFeatures features;
    private final float[] mean;
    private final int referenceRows;
    private final int levels;

    NaiveDyadicMmd(float[][] reference, int randomFeatures, int levels, long seed) {
        this.features = FourierFeatures.fit(reference, randomFeatures, new Random(seed));
        this.mean = features.mean(reference);
        this.referenceRows = reference.length;
        this.levels = levels;
    }

    /** The windows of one key. */
    final class Windows {
        private final float[] sum = new float[mean.length];
        private final float[][] lastPrefix = new float[levels][mean.length];
        private final float[][] earlierPrefix = new float[levels][mean.length];
        private final long[] windowStart = new long[levels];
        private long count;

        /** Observes an event and returns the highest statistic of all levels. */
        double observe(float[] row) {
            float[] mapped = features.map(row);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += mapped[i] - mean[i];
            }
            count++;
            double highest = 0;
            for (int level = 0; level < levels; level++) {
                int length = DyadicWindows.minLength(level);
                if (count % length == 0) {
                    earlierPrefix[level] = lastPrefix[level];
                    lastPrefix[level] = sum.clone();
                    windowStart[level] = Math.max(0, count - length);
                }
                if (count >= length) {
                    highest = Math.max(highest, statistic(earlierPrefix[level], (int) (count - windowStart[level])));
                }
            }
            return highest;
        }

        private double statistic(float[] prefix, int length) {
            double squared = 0;
            for (int i = 0; i < sum.length; i++) {
                double difference = sum[i] - prefix[i];
                squared += difference * difference;
            }
            return squared / length * referenceRows / (referenceRows + length);
        }
    }
}
