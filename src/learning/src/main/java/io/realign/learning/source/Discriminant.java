package io.realign.learning.source;

import io.realign.learning.distance.Cholesky;

/**
 * A linear discriminant: classes are Gaussian clouds of one covariance round their own means (Hastie, Tibshirani and
 * Friedman, The Elements of Statistical Learning, 2009, section 4.3; the ridge after equation 4.56). Learned in one pass,
 * so it can be learned anew for every question.
 */
public final class Discriminant {
    /** Never seen in training. */
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    /** In parts of a feature's pooled variance within the classes. */
    private static final double RIDGE = .01;

    private final double[][] directions;
    private final double[] biases;

    private Discriminant(double[][] directions, double[] biases) {
        this.directions = directions;
        this.biases = biases;
    }

    /**
     * @param rows standardised, at least one
     * @param labels the class of each
     * @param classes how many there are, even if not every one occurs
     */
    public static Discriminant fit(float[][] rows, int[] labels, int classes) {
        int width = rows[0].length;
        double[][] means = new double[classes][width];
        int[] counts = new int[classes];
        for (int row = 0; row < rows.length; row++) {
            counts[labels[row]]++;
            add(means[labels[row]], rows[row]);
        }
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < width; i++) {
                means[c][i] /= Math.max(1, counts[c]);
            }
        }
        Cholesky covariance = new Cholesky(covariance(rows, labels, means));
        double[][] directions = new double[classes][];
        double[] biases = new double[classes];
        for (int c = 0; c < classes; c++) {
            directions[c] = covariance.solve(means[c]);
            biases[c] = counts[c] == 0
                    ? NEVER
                    : Math.log((double) counts[c] / rows.length) - dot(directions[c], means[c]) / 2;
        }
        return new Discriminant(directions, biases);
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

    /** Whether it has seen the class. */
    boolean knows(int label) {
        return biases[label] != NEVER;
    }

    /** The most probable class, the first of equals. */
    public int classify(float[] row) {
        int best = 0;
        double highest = NEVER;
        for (int c = 0; c < biases.length; c++) {
            double score = score(row, c);
            if (score > highest) {
                highest = score;
                best = c;
            }
        }
        return best;
    }

    /** The probabilities of the classes, in the shares in which they were learned. */
    public float[] probabilities(float[] row) {
        double highest = score(row, classify(row));
        float[] probabilities = new float[biases.length];
        double sum = 0;
        for (int c = 0; c < biases.length; c++) {
            probabilities[c] = (float) Math.exp(score(row, c) - highest);
            sum += probabilities[c];
        }
        for (int c = 0; c < biases.length; c++) {
            probabilities[c] /= (float) sum;
        }
        return probabilities;
    }

    private double score(float[] row, int label) {
        double score = biases[label];
        for (int i = 0; i < row.length; i++) {
            score += directions[label][i] * row[i];
        }
        return score;
    }

    private static void add(double[] sum, float[] row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
