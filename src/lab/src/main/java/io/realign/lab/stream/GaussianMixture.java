package io.realign.lab.stream;

import java.util.Random;

/**
 * A mixture of Gaussian clusters with identity covariance and equal weights.
 *
 * @param centres {@code [cluster][feature]}
 */
@SuppressWarnings("ArrayRecordComponent")
record GaussianMixture(double[][] centres) {
    private static final double CENTRE_DEVIATION = 2.5;

    /** Draws the centres. */
    static GaussianMixture random(int clusters, int width, long seed) {
        Random random = new Random(seed);
        double[][] centres = new double[clusters][width];
        for (double[] centre : centres) {
            for (int i = 0; i < width; i++) {
                centre[i] = CENTRE_DEVIATION * random.nextGaussian();
            }
        }
        return new GaussianMixture(centres);
    }

    StreamGenerator generator() {
        return random -> () -> row(random.nextInt(centres.length), random);
    }

    /** Adds {@code shift} to the features of the first cluster. */
    StreamChange clusterShift(double shift) {
        return new StreamChange("moved", (before, random) -> () -> {
            int cluster = random.nextInt(centres.length);
            float[] row = row(cluster, random);
            for (int i = 0; cluster == 0 && i < row.length; i++) {
                row[i] += (float) shift;
            }
            return row;
        });
    }

    /** Takes a fraction {@code share} of the rows from the first cluster, the rest from the mixture. */
    StreamChange priorShift(double share) {
        return new StreamChange(
                "priors",
                (before, random) ->
                        () -> row(random.nextDouble() < share ? 0 : random.nextInt(centres.length), random));
    }

    private float[] row(int cluster, Random random) {
        float[] row = new float[centres[cluster].length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (centres[cluster][i] + random.nextGaussian());
        }
        return row;
    }
}
