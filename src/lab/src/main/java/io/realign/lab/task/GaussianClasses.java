package io.realign.lab.task;

import java.util.SplittableRandom;

/**
 * Classes as Gaussian clouds of one covariance that overlap: a linear classifier gets about nine of ten rows right, and
 * none can do better.
 *
 * @param centres by class, by feature
 * @param loadings by feature, by common cause: what makes features vary together
 */
@SuppressWarnings("ArrayRecordComponent")
record GaussianClasses(double[][] centres, double[][] loadings) {
    static final int CLASSES = 5;
    static final int FEATURES = 24;

    private static final double CENTRE_DEVIATION = .58;
    private static final int FACTORS = 3;
    private static final double LOADING = .4;

    static GaussianClasses seeded(SplittableRandom random) {
        return new GaussianClasses(
                gaussian(CLASSES, FEATURES, CENTRE_DEVIATION, random), gaussian(FEATURES, FACTORS, LOADING, random));
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
    double[] sample(int label, SplittableRandom random) {
        double[] row = centres[label].clone();
        double[] causes = new double[FACTORS];
        for (int k = 0; k < FACTORS; k++) {
            causes[k] = random.nextGaussian();
        }
        for (int i = 0; i < FEATURES; i++) {
            row[i] += random.nextGaussian();
            for (int k = 0; k < FACTORS; k++) {
                row[i] += loadings[i][k] * causes[k];
            }
        }
        return row;
    }
}
