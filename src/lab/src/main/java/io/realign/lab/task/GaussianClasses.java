package io.realign.lab.task;

import java.util.SplittableRandom;

/**
 * Overlapping Gaussian classes with a common covariance. The optimal classifier is linear and has an accuracy of about 90 %.
 *
 * @param centres {@code [class][feature]}
 * @param loadings {@code [feature][factor]}; common factors correlate the features
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

    /** Draws a row of a class. */
    double[] sample(int label, SplittableRandom random) {
        double[] row = centres[label].clone();
        double[] factors = new double[FACTORS];
        for (int k = 0; k < FACTORS; k++) {
            factors[k] = random.nextGaussian();
        }
        for (int i = 0; i < FEATURES; i++) {
            row[i] += random.nextGaussian();
            for (int k = 0; k < FACTORS; k++) {
                row[i] += loadings[i][k] * factors[k];
            }
        }
        return row;
    }
}
