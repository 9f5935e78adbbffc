package io.realign.cli.suites;

import java.util.SplittableRandom;

/**
 * Classes as Gaussian clouds of one covariance that overlap: a linear classifier gets about nine of ten rows right, and
 * none can do better.
 *
 * @param centres by class, by feature
 * @param loadings by feature, by common cause: what makes features vary together
 */
@SuppressWarnings("ArrayRecordComponent")
record Clouds(double[][] centres, double[][] loadings) {
    static final int CLASSES = 5;
    static final int FEATURES = 24;

    private static final double APART = .58;
    private static final int CAUSES = 3;
    private static final double LOADING = .4;

    static Clouds seeded(SplittableRandom random) {
        return new Clouds(gaussian(CLASSES, FEATURES, APART, random), gaussian(FEATURES, CAUSES, LOADING, random));
    }

    private static double[][] gaussian(int rows, int columns, double deviation, SplittableRandom random) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = deviation * random.nextGaussian();
            }
        }
        return matrix;
    }

    /** A row of the class. */
    double[] draw(int label, SplittableRandom random) {
        double[] row = centres[label].clone();
        double[] causes = new double[CAUSES];
        for (int k = 0; k < CAUSES; k++) {
            causes[k] = random.nextGaussian();
        }
        for (int i = 0; i < FEATURES; i++) {
            row[i] += random.nextGaussian();
            for (int k = 0; k < CAUSES; k++) {
                row[i] += loadings[i][k] * causes[k];
            }
        }
        return row;
    }
}
