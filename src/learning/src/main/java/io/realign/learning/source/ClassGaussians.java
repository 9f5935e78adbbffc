package io.realign.learning.source;

import io.realign.learning.distance.Cholesky;
import io.realign.learning.input.SourceRows;
import java.util.Arrays;

/**
 * Gaussian classes with a shared covariance. In the whitened space, this covariance is the identity.
 *
 * @param means whitened class means; null for a class without rows
 * @param classShares fraction of the rows in each class
 * @param whitening maps a standardised row into the whitened space
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassGaussians(double[][] means, double[] classShares, Cholesky whitening) {
    /** Regularisation of the covariance, relative to the within-class variance of a feature. */
    private static final double RIDGE = .01;

    /** @param source standardised rows, at least one */
    public static ClassGaussians of(SourceRows source) {
        float[][] rows = source.features();
        int[] labels = source.labels();
        int classes = source.classCount();
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

    /** Maps standardised rows into the whitened space. */
    public double[][] whiten(float[][] rows) {
        return Arrays.stream(rows)
                .map(row -> {
                    double[] converted = new double[row.length];
                    for (int i = 0; i < row.length; i++) {
                        converted[i] = row[i];
                    }
                    return whitening.whiten(converted);
                })
                .toArray(double[][]::new);
    }
}
