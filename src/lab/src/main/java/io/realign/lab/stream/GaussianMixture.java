package io.realign.lab.stream;

import java.util.Random;

/**
 * Rows of several clusters, whose features vary by 1 about their centre.
 *
 * @param centres by cluster
 */
@SuppressWarnings("ArrayRecordComponent")
record GaussianMixture(double[][] centres) {
    private static final double DISTANCE = 2.5;

    /** Clusters whose centres follow from the seed. */
    static GaussianMixture random(int count, int width, long seed) {
        Random random = new Random(seed);
        double[][] centres = new double[count][width];
        for (double[] centre : centres) {
            for (int i = 0; i < width; i++) {
                centre[i] = DISTANCE * random.nextGaussian();
            }
        }
        return new GaussianMixture(centres);
    }

    StreamGenerator generator() {
        return random -> () -> row(random.nextInt(centres.length), random);
    }

    /** The first cluster moves. */
    StreamChange componentShift(double shift) {
        return new StreamChange("moved", (before, random) -> () -> {
            int cluster = random.nextInt(centres.length);
            float[] row = row(cluster, random);
            for (int i = 0; cluster == 0 && i < row.length; i++) {
                row[i] += (float) shift;
            }
            return row;
        });
    }

    /** A share {@code more} of all rows is from the first cluster in any case. */
    StreamChange priorShift(double more) {
        return new StreamChange(
                "priors",
                (before, random) -> () -> row(random.nextDouble() < more ? 0 : random.nextInt(centres.length), random));
    }

    private float[] row(int cluster, Random random) {
        float[] row = new float[centres[cluster].length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (centres[cluster][i] + random.nextGaussian());
        }
        return row;
    }
}
