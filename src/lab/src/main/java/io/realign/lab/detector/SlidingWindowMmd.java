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
                MedianHeuristic.medianSquaredDistance(shuffled),
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
        private final double kernelScale;
        private final float[][] reference;
        private final float[][] initialWindow;
        private final double meanReferenceKernel;
        private final float[][] window;
        private final double[] referenceKernelSums;
        private final double[][] windowKernels;
        private int oldest;

        Kernels(double kernelScale, float[][] reference, float[][] initialWindow) {
            this.kernelScale = kernelScale;
            this.reference = reference;
            this.initialWindow = initialWindow;
            this.window = new float[initialWindow.length][];
            this.referenceKernelSums = new double[initialWindow.length];
            this.windowKernels = new double[initialWindow.length][initialWindow.length];
            double sum = 0;
            for (float[] row : reference) {
                sum += kernelSum(row, reference) - 1;
            }
            this.meanReferenceKernel = sum / reference.length / (reference.length - 1);
            reset();
        }

        @Override
        public double observe(float[] row) {
            replaceRow(oldest, row);
            oldest = (oldest + 1) % window.length;
            double pairs = 0;
            for (double[] kernels : windowKernels) {
                for (double kernel : kernels) {
                    pairs += kernel;
                }
            }
            double size = window.length;
            double cross = Arrays.stream(referenceKernelSums).sum() / size / reference.length;
            return meanReferenceKernel + pairs / size / (size - 1) - 2 * cross;
        }

        @Override
        public final void reset() {
            System.arraycopy(initialWindow, 0, window, 0, initialWindow.length);
            for (int i = 0; i < initialWindow.length; i++) {
                replaceRow(i, initialWindow[i]);
            }
            oldest = 0;
        }

        private void replaceRow(int index, float[] row) {
            window[index] = row;
            referenceKernelSums[index] = kernelSum(row, reference);
            for (int i = 0; i < window.length; i++) {
                double kernel = i == index ? 0 : kernel(row, window[i]);
                windowKernels[index][i] = kernel;
                windowKernels[i][index] = kernel;
            }
        }

        private double kernelSum(float[] row, float[][] others) {
            double sum = 0;
            for (float[] other : others) {
                sum += kernel(row, other);
            }
            return sum;
        }

        private double kernel(float[] first, float[] second) {
            return Math.exp(-MedianHeuristic.squaredDistance(first, second) / kernelScale);
        }
    }
}
