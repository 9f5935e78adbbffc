package io.realign.learning.distance;

import io.realign.learning.input.SourceRows;
import java.util.SplittableRandom;

/**
 * Overlapping Gaussian classes with optional shifts. The centres depend on the centre seed, the noise on the seed of the rows.
 *
 * @param centreSeed seed of the class centres
 * @param classShares share of each class
 * @param angle rotation of each feature towards the next one, in radians
 * @param gain factor of every feature
 * @param offset offset of every feature
 */
@SuppressWarnings("ArrayRecordComponent")
public record SyntheticClasses(long centreSeed, double[] classShares, double angle, double gain, double offset) {
    public static final int WIDTH = 12;
    private static final double APART = .8;

    public static SyntheticClasses standard(long world) {
        return new SyntheticClasses(world, new double[] {.25, .25, .25, .25}, 0, 1, 0);
    }

    public SyntheticClasses withClassShares(double... newShares) {
        return new SyntheticClasses(centreSeed, newShares, angle, gain, offset);
    }

    public SyntheticClasses rotated(double newAngle) {
        return new SyntheticClasses(centreSeed, classShares, newAngle, gain, offset);
    }

    public SyntheticClasses scaled(double newGain, double newOffset) {
        return new SyntheticClasses(centreSeed, classShares, angle, newGain, newOffset);
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
        return new SourceRows(rows, labels, classShares.length);
    }

    private double[][] centres() {
        SplittableRandom random = new SplittableRandom(centreSeed);
        double[][] centres = new double[classShares.length][WIDTH];
        for (double[] centre : centres) {
            for (int i = 0; i < WIDTH; i++) {
                centre[i] = APART * random.nextGaussian();
            }
        }
        return centres;
    }

    private int label(double quantile) {
        double sum = 0;
        for (int c = 0; c < classShares.length - 1; c++) {
            sum += classShares[c];
            if (quantile < sum) {
                return c;
            }
        }
        return classShares.length - 1;
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
