package io.realign.learning.distance;

import io.realign.learning.SourceRows;
import java.util.SplittableRandom;

/**
 * Gaussian classes that overlap, and what may happen to them. The centres follow from the world, the noise from the seed.
 *
 * @param world which centres
 * @param shares of the classes
 * @param angle by which each feature is turned towards the next one, in radians
 * @param gain of every feature
 * @param offset of every feature
 */
@SuppressWarnings("ArrayRecordComponent")
public record Clouds(long world, double[] shares, double angle, double gain, double offset) {
    public static final int WIDTH = 12;
    private static final double APART = .8;

    public static Clouds standard(long world) {
        return new Clouds(world, new double[] {.25, .25, .25, .25}, 0, 1, 0);
    }

    public Clouds mixed(double... newShares) {
        return new Clouds(world, newShares, angle, gain, offset);
    }

    public Clouds turned(double newAngle) {
        return new Clouds(world, shares, newAngle, gain, offset);
    }

    public Clouds scaled(double newGain, double newOffset) {
        return new Clouds(world, shares, angle, newGain, newOffset);
    }

    public SourceRows rows(int count, long seed) {
        double[][] centres = centres();
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][];
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            labels[row] = label(random.nextDouble());
            rows[row] = seen(centres[labels[row]], random);
        }
        return new SourceRows(rows, labels, shares.length);
    }

    private double[][] centres() {
        SplittableRandom random = new SplittableRandom(world);
        double[][] centres = new double[shares.length][WIDTH];
        for (double[] centre : centres) {
            for (int i = 0; i < WIDTH; i++) {
                centre[i] = APART * random.nextGaussian();
            }
        }
        return centres;
    }

    private int label(double quantile) {
        double sum = 0;
        for (int c = 0; c < shares.length - 1; c++) {
            sum += shares[c];
            if (quantile < sum) {
                return c;
            }
        }
        return shares.length - 1;
    }

    private float[] seen(double[] centre, SplittableRandom random) {
        double[] fresh = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            fresh[i] = centre[i] + random.nextGaussian();
        }
        float[] seen = new float[WIDTH];
        for (int i = 0; i < WIDTH; i += 2) {
            double x = Math.cos(angle) * fresh[i] - Math.sin(angle) * fresh[i + 1];
            double y = Math.sin(angle) * fresh[i] + Math.cos(angle) * fresh[i + 1];
            seen[i] = (float) (gain * x + offset);
            seen[i + 1] = (float) (gain * y + offset);
        }
        return seen;
    }
}
