package io.realign.learning.source;

/**
 * A linear discriminant: classes are Gaussian clouds of one covariance round their own means (Hastie, Tibshirani and
 * Friedman, The Elements of Statistical Learning, 2009, section 4.3). Learned in one pass, so it can be learned anew for
 * every question.
 */
public final class Discriminant {
    /** Never seen in training. */
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private final double[][] directions;
    private final double[] biases;

    private Discriminant(double[][] directions, double[] biases) {
        this.directions = directions;
        this.biases = biases;
    }

    /**
     * Learns from labelled rows.
     *
     * @param rows standardised, at least one
     * @param labels the class of each
     * @param classes how many there are, even if not every one occurs
     */
    public static Discriminant fit(float[][] rows, int[] labels, int classes) {
        return of(ClassClouds.of(rows, labels, classes));
    }

    /** The discriminant of known clouds. */
    public static Discriminant of(ClassClouds clouds) {
        int classes = clouds.shares().length;
        double[][] directions = new double[classes][];
        double[] biases = new double[classes];
        for (int c = 0; c < classes; c++) {
            if (clouds.shares()[c] == 0) {
                directions[c] = new double[0];
                biases[c] = NEVER;
                continue;
            }
            double[] mean = clouds.means()[c];
            directions[c] = clouds.whitening().unwhiten(mean);
            biases[c] = Math.log(clouds.shares()[c]);
            for (double value : mean) {
                biases[c] -= value * value / 2;
            }
        }
        return new Discriminant(directions, biases);
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
        float sum = 0;
        for (int c = 0; c < biases.length; c++) {
            probabilities[c] = (float) Math.exp(score(row, c) - highest);
            sum += probabilities[c];
        }
        for (int c = 0; c < biases.length; c++) {
            probabilities[c] /= sum;
        }
        return probabilities;
    }

    private double score(float[] row, int label) {
        double score = biases[label];
        double[] direction = directions[label];
        for (int i = 0; i < direction.length; i++) {
            score += direction[i] * row[i];
        }
        return score;
    }
}
