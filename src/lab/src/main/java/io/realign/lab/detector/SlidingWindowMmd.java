package io.realign.lab.detector;

import java.util.Arrays;
import java.util.Random;

/**
 * The unbiased squared MMD between a reference and the latest events, updated with each event, like {@code MMDDriftOnline}
 * of alibi-detect (Gretton et al. 2012; Cobb, Van Looveren and Klaise 2022).
 *
 * <p>The window is initially filled with rows that are removed from the reference.
 *
 * @param window number of events in the window, less than half of the reference
 */
record SlidingWindowMmd(int window) implements DetectionMethod {
    @Override
    public String name() {
        return "sliding-window MMD " + window;
    }

    @Override
    public OnlineDetector fit(float[][] reference, long seed) {
        float[][] shuffled = shuffled(reference, new Random(seed));
        return new Kernels(
                MedianHeuristic.squaredDistance(shuffled),
                Arrays.copyOfRange(shuffled, window, shuffled.length),
                Arrays.copyOf(shuffled, window));
    }

    private static float[][] shuffled(float[][] rows, Random random) {
        float[][] shuffled = rows.clone();
        for (int i = 0; i < shuffled.length; i++) {
            int other = i + random.nextInt(shuffled.length - i);
            float[] row = shuffled[other];
            shuffled[other] = shuffled[i];
            shuffled[i] = row;
        }
        return shuffled;
    }

    private static final class Kernels implements OnlineDetector {
        private final double scale;
        private final float[][] reference;
        private final float[][] start;
        private final double withinReference;
        private final float[][] window;
        private final double[] toReference;
        private final double[][] withinWindow;
        private int oldest;

        Kernels(double scale, float[][] reference, float[][] start) {
            this.scale = scale;
            this.reference = reference;
            this.start = start;
            this.window = new float[start.length][];
            this.toReference = new double[start.length];
            this.withinWindow = new double[start.length][start.length];
            double sum = 0;
            for (float[] row : reference) {
                sum += sum(row, reference) - 1;
            }
            this.withinReference = sum / reference.length / (reference.length - 1);
            reset();
        }

        @Override
        public double observe(float[] row) {
            put(oldest, row);
            oldest = (oldest + 1) % window.length;
            double pairs = 0;
            for (double[] kernels : withinWindow) {
                for (double kernel : kernels) {
                    pairs += kernel;
                }
            }
            double size = window.length;
            double cross = Arrays.stream(toReference).sum() / size / reference.length;
            return withinReference + pairs / size / (size - 1) - 2 * cross;
        }

        @Override
        public final void reset() {
            System.arraycopy(start, 0, window, 0, start.length);
            for (int i = 0; i < start.length; i++) {
                put(i, start[i]);
            }
            oldest = 0;
        }

        private void put(int index, float[] row) {
            window[index] = row;
            toReference[index] = sum(row, reference);
            for (int i = 0; i < window.length; i++) {
                double kernel = i == index ? 0 : kernel(row, window[i]);
                withinWindow[index][i] = kernel;
                withinWindow[i][index] = kernel;
            }
        }

        private double sum(float[] row, float[][] others) {
            double sum = 0;
            for (float[] other : others) {
                sum += kernel(row, other);
            }
            return sum;
        }

        private double kernel(float[] first, float[] second) {
            return Math.exp(-MedianHeuristic.squaredDistance(first, second) / scale);
        }
    }
}
