package io.realign.lab.detector;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * Online RFF-MMD: sums of random features over blocks whose sizes are powers of two, and a two-sample test at every
 * block boundary (Kalinke and Gavioli-Akilagun, "Optimal Online Change Detection via Random Fourier Features", 2025).
 *
 * <p>The paper uses no reference. Here the reference is the oldest block of the stream, which is never merged, so that all
 * methods have the same information.
 *
 * @param randomFeatures number of random features
 */
record OnlineRffMmd(int randomFeatures) implements DetectionMethod {
    @Override
    public String name() {
        return "Online RFF-MMD";
    }

    @Override
    public OnlineDetector fit(float[][] reference, long seed) {
        FourierFeatures features = FourierFeatures.fit(reference, randomFeatures, new Random(seed));
        return new Blocks(features, new Block(features.mean(reference), 1).times(reference.length));
    }

    /** The sum of the features of {@code count} events. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Block(float[] sum, int count) {
        Block plus(Block other) {
            float[] total = new float[sum.length];
            for (int i = 0; i < total.length; i++) {
                total[i] = sum[i] + other.sum[i];
            }
            return new Block(total, count + other.count);
        }

        Block times(int factor) {
            float[] multiple = new float[sum.length];
            for (int i = 0; i < multiple.length; i++) {
                multiple[i] = sum[i] * factor;
            }
            return new Block(multiple, count * factor);
        }

        /** Returns sqrt(n m / (n + m)) times the distance between the means of this block and of the rest of {@code all}. */
        double scoreAgainst(Block all) {
            int restCount = all.count - count;
            double distance = 0;
            for (int i = 0; i < sum.length; i++) {
                double difference = sum[i] / count - (all.sum[i] - sum[i]) / restCount;
                distance += difference * difference;
            }
            return Math.sqrt((double) count * restCount / all.count * distance);
        }
    }

    private static final class Blocks implements OnlineDetector {
        private final FourierFeatures features;
        private final Block reference;
        private final Deque<Block> latestFirst = new ArrayDeque<>();
        private Block all;

        Blocks(FourierFeatures features, Block reference) {
            this.features = features;
            this.reference = reference;
            this.all = reference;
        }

        @Override
        public double observe(float[] row) {
            Block event = new Block(features.map(row), 1);
            all = all.plus(event);
            Block merged = event;
            while (!latestFirst.isEmpty() && latestFirst.peek().count() == merged.count()) {
                merged = merged.plus(latestFirst.pop());
            }
            latestFirst.push(merged);
            return score();
        }

        private double score() {
            double score = 0;
            Block recent = null;
            for (Block block : latestFirst) {
                recent = recent == null ? block : recent.plus(block);
                score = Math.max(score, recent.scoreAgainst(all));
            }
            return score;
        }

        @Override
        public void reset() {
            latestFirst.clear();
            all = reference;
        }
    }
}
