package io.realign.lab.stream;

import java.util.Random;

/** Stationary distributions of rows; the features of a row have the same marginal distribution. */
final class StreamGenerators {
    private StreamGenerators() {}

    /** Independent standard normal features. */
    static StreamGenerator gaussian(int width) {
        return random -> () -> gaussianRow(width, random);
    }

    /** Standard normal features; the correlation at a distance of k features is {@code correlation^k}. */
    static StreamGenerator correlatedNeighbours(int width, double correlation) {
        double innovation = Math.sqrt(1 - correlation * correlation);
        return random -> () -> {
            float[] row = gaussianRow(width, random);
            for (int i = 1; i < width; i++) {
                row[i] = (float) (correlation * row[i - 1] + innovation * row[i]);
            }
            return row;
        };
    }

    /** Independent standard normal features, each AR(1) over time: the autocorrelation at lag k is {@code phi^k}. */
    static StreamGenerator autoregressive(int width, double phi) {
        double innovation = Math.sqrt(1 - phi * phi);
        return random -> {
            float[] state = gaussianRow(width, random);
            return () -> {
                for (int i = 0; i < width; i++) {
                    state[i] = (float) (phi * state[i] + innovation * random.nextGaussian());
                }
                return state.clone();
            };
        };
    }

    /**
     * Standard normal features, of which the first and second, the third and fourth, and so on have this correlation.
     *
     * @param width even number
     */
    static StreamGenerator correlatedPairs(int width, double correlation) {
        double innovation = Math.sqrt(1 - correlation * correlation);
        return random -> () -> {
            float[] row = gaussianRow(width, random);
            for (int i = 1; i < width; i += 2) {
                row[i] = (float) (correlation * row[i - 1] + innovation * row[i]);
            }
            return row;
        };
    }

    /**
     * Log-normal features with a common factor.
     *
     * @param deviation standard deviation of the part of the logarithm that is independent of the other features
     * @param commonDeviation standard deviation of the part of the logarithm that all features of a row share
     */
    static StreamGenerator logNormal(int width, double deviation, double commonDeviation) {
        return random -> () -> {
            float[] row = gaussianRow(width, random);
            double common = commonDeviation * random.nextGaussian();
            for (int i = 0; i < width; i++) {
                row[i] = (float) Math.exp(deviation * row[i] + common);
            }
            return row;
        };
    }

    /** Independent features that are 0 with probability {@code zeroShare} and log-normal otherwise. */
    static StreamGenerator mostlyZero(int width, double zeroShare) {
        return random -> () -> {
            float[] row = new float[width];
            for (int i = 0; i < width; i++) {
                row[i] = random.nextDouble() < zeroShare ? 0 : (float) Math.exp(random.nextGaussian());
            }
            return row;
        };
    }

    static float[] gaussianRow(int width, Random random) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }

    /** Independent features with heavy tails: Student's t. */
    static StreamGenerator studentT(int width, int degreesOfFreedom) {
        return random -> () -> {
            float[] row = new float[width];
            for (int i = 0; i < width; i++) {
                row[i] = (float)
                        (random.nextGaussian() / Math.sqrt(chiSquared(degreesOfFreedom, random) / degreesOfFreedom));
            }
            return row;
        };
    }

    private static double chiSquared(int degreesOfFreedom, Random random) {
        double sum = 0;
        for (int i = 0; i < degreesOfFreedom; i++) {
            double normal = random.nextGaussian();
            sum += normal * normal;
        }
        return sum;
    }

    /** Independent Poisson counts. */
    static StreamGenerator poisson(int width, double rate) {
        return random -> () -> {
            float[] row = new float[width];
            for (int i = 0; i < width; i++) {
                row[i] = poissonCount(rate, random);
            }
            return row;
        };
    }

    /** Draws a Poisson count by Knuth's algorithm. */
    static int poissonCount(double rate, Random random) {
        double end = Math.exp(-rate);
        double product = random.nextDouble();
        int count = 0;
        while (product > end) {
            count++;
            product *= random.nextDouble();
        }
        return count;
    }
}
