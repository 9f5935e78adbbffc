package io.realign.learning.diagnosis;

import io.realign.learning.distance.Discrepancy;
import io.realign.learning.source.ClassClouds;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far the shares of the classes in a target seem to be from those in the source, and how far they would seem by chance.
 *
 * @param shares estimated
 * @param change total variation from the source's, 0 to 1
 * @param chance what the change stays below in 99 % of all cases if there is none: by a bootstrap of the target's rows and
 *     of the source's labels (Efron, 1979)
 */
@SuppressWarnings("ArrayRecordComponent")
record ShareChange(double[] shares, double change, double chance) {
    /** Smaller changes are left to the features: this is where the predicted shares raise an alarm, too. */
    private static final double LEAST = .1;

    private static final int RESAMPLES = 99;

    /**
     * @param rows of the target, standardised as the clouds are
     * @param sourceRows how many labels the shares of the source come from
     */
    static ShareChange of(TargetShares estimator, ClassClouds clouds, float[][] rows, int sourceRows, long seed) {
        double[][] whitened = clouds.whitened(rows);
        double[] shares = estimator.estimate(clouds, whitened);
        SplittableRandom random = new SplittableRandom(seed);
        double[] deviations = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double[] again = estimator.again(clouds, resampled(whitened, random), shares);
            double[] source = resampled(clouds.shares(), sourceRows, random);
            double sum = 0;
            for (int c = 0; c < shares.length; c++) {
                sum += Math.abs((again[c] - shares[c]) - (source[c] - clouds.shares()[c]));
            }
            deviations[i] = sum / 2;
        }
        Arrays.sort(deviations);
        double chance = deviations[(int) Math.ceil(Discrepancy.LEVEL * (RESAMPLES + 1)) - 1];
        return new ShareChange(shares, Mixture.totalVariation(shares, clouds.shares()), Math.max(LEAST, chance));
    }

    private static double[][] resampled(double[][] rows, SplittableRandom random) {
        double[][] resampled = new double[rows.length][];
        Arrays.setAll(resampled, row -> rows[random.nextInt(rows.length)]);
        return resampled;
    }

    private static double[] resampled(double[] shares, int rows, SplittableRandom random) {
        double[] resampled = new double[shares.length];
        for (int row = 0; row < rows; row++) {
            double left = random.nextDouble();
            int c = 0;
            while (c < shares.length - 1 && left >= shares[c]) {
                left -= shares[c++];
            }
            resampled[c] += 1.0 / rows;
        }
        return resampled;
    }

    /** Whether chance alone hardly explains the change, and it matters. */
    boolean real() {
        return change > chance;
    }
}
