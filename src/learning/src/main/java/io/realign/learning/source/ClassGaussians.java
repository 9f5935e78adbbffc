package io.realign.learning.source;

import io.realign.learning.distance.Cholesky;
import java.util.Arrays;

/**
 * The classes of a source as Gaussian clouds of one covariance, seen where that covariance is the identity.
 *
 * @param means of the classes there; null of a class that never occurs
 * @param classShares of the classes
 * @param whitening takes a standardised row there
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassGaussians(double[][] means, double[] classShares, Cholesky whitening) {
    /** In parts of a feature's variance within the classes. */
    private static final double RIDGE = .01;

    /**
     * The clouds of labelled rows.
     *
     * @param rows standardised, at least one
     * @param labels the class of each
     * @param classes how many there are, even if not every one occurs
     */
    public static ClassGaussians of(float[][] rows, int[] labels, int classes) {
        int width = rows[0].length;
        double[][] sums = new double[classes][width];
        int[] counts = new int[classes];
        for (int row = 0; row < rows.length; row++) {
            counts[labels[row]]++;
            for (int i = 0; i < width; i++) {
                sums[labels[row]][i] += rows[row][i];
            }
        }
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < width; i++) {
                sums[c][i] /= Math.max(1, counts[c]);
            }
        }
        Cholesky whitening = new Cholesky(covariance(rows, labels, sums));
        double[][] means = new double[classes][];
        double[] shares = new double[classes];
        for (int c = 0; c < classes; c++) {
            means[c] = counts[c] == 0 ? null : whitening.whiten(sums[c]);
            shares[c] = counts[c] / (double) rows.length;
        }
        return new ClassGaussians(means, shares, whitening);
    }

    private static double[][] covariance(float[][] rows, int[] labels, double[][] means) {
        int width = rows[0].length;
        double[][] covariance = new double[width][width];
        double[] centred = new double[width];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < width; i++) {
                centred[i] = rows[row][i] - means[labels[row]][i];
            }
            for (int i = 0; i < width; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += centred[i] * centred[j] / rows.length;
                }
            }
        }
        for (int i = 0; i < width; i++) {
            covariance[i][i] += RIDGE * Math.max(covariance[i][i], RIDGE);
        }
        return covariance;
    }

    /** Standardised rows, seen where the covariance of a class is the identity. */
    public double[][] whiten(float[][] rows) {
        return Arrays.stream(rows)
                .map(row -> {
                    double[] wide = new double[row.length];
                    for (int i = 0; i < row.length; i++) {
                        wide[i] = row[i];
                    }
                    return whitening.whiten(wide);
                })
                .toArray(double[][]::new);
    }
}
