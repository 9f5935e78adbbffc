package io.realign.lab.speed;

import io.realign.lab.detector.FourierFeatures;
import io.realign.window.DyadicWindows;
import java.util.Random;

/**
 * The same windows as Realign's, written as plainly as can be: dense random features, sines and cosines of the library,
 * and after every event the statistic of every level. What this costs is what Realign's speed is compared with.
 */
final class NaiveDyadicMmd {
    private final FourierFeatures features;
    private final float[] mean;
    private final int events;
    private final int levels;

    NaiveDyadicMmd(float[][] reference, int outputs, int levels, long seed) {
        this.features = FourierFeatures.fit(reference, outputs, new Random(seed));
        this.mean = features.mean(reference);
        this.events = reference.length;
        this.levels = levels;
    }

    /** The windows of one key. */
    final class Windows {
        private final float[] sum = new float[mean.length];
        private final float[][] last = new float[levels][mean.length];
        private final float[][] before = new float[levels][mean.length];
        private final long[] since = new long[levels];
        private long count;

        /** The highest statistic of any level after one more event. */
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
                    before[level] = last[level];
                    last[level] = sum.clone();
                    since[level] = Math.max(0, count - length);
                }
                if (count >= length) {
                    highest = Math.max(highest, statistic(before[level], (int) (count - since[level])));
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
            return squared / length * events / (events + length);
        }
    }
}
