package io.realign.learning.source;

/**
 * A linear discriminant: classes are Gaussian clouds of one covariance round their own means (Hastie, Tibshirani and
 * Friedman, The Elements of Statistical Learning, 2009, section 4.3). Learned in one pass, so it can be learned anew for
 * every question.
 */
public final class LinearDiscriminant {
    /** Never seen in training. */
    private static final double UNSEEN_CLASS = Double.NEGATIVE_INFINITY;

    private final double[][] coefficients;
    private final double[] intercepts;

    private LinearDiscriminant(double[][] directions, double[] biases) {
        this.coefficients = directions;
        this.intercepts = biases;
    }

    /**
     * Learns from labelled rows.
     *
     * @param rows standardised, at least one
     * @param labels the class of each
     * @param classes how many there are, even if not every one occurs
     */
    public static LinearDiscriminant fit(float[][] rows, int[] labels, int classes) {
        return fromClasses(ClassGaussians.of(rows, labels, classes));
    }

    /** The discriminant of known clouds. */
    public static LinearDiscriminant fromClasses(ClassGaussians clouds) {
        int classes = clouds.classShares().length;
        double[][] directions = new double[classes][];
        double[] biases = new double[classes];
        for (int c = 0; c < classes; c++) {
            if (clouds.classShares()[c] == 0) {
                directions[c] = new double[0];
                biases[c] = UNSEEN_CLASS;
                continue;
            }
            double[] mean = clouds.means()[c];
            directions[c] = clouds.whitening().unwhiten(mean);
            biases[c] = Math.log(clouds.classShares()[c]);
            for (double value : mean) {
                biases[c] -= value * value / 2;
            }
        }
        return new LinearDiscriminant(directions, biases);
    }

    /** Whether it has seen the class. */
    boolean hasClass(int label) {
        return intercepts[label] != UNSEEN_CLASS;
    }

    /** The most probable class, the first of equals. */
    public int classify(float[] row) {
        int best = 0;
        double highest = UNSEEN_CLASS;
        for (int c = 0; c < intercepts.length; c++) {
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
        float[] probabilities = new float[intercepts.length];
        float sum = 0;
        for (int c = 0; c < intercepts.length; c++) {
            probabilities[c] = (float) Math.exp(score(row, c) - highest);
            sum += probabilities[c];
        }
        for (int c = 0; c < intercepts.length; c++) {
            probabilities[c] /= sum;
        }
        return probabilities;
    }

    private double score(float[] row, int label) {
        double score = intercepts[label];
        double[] direction = coefficients[label];
        for (int i = 0; i < direction.length; i++) {
            score += direction[i] * row[i];
        }
        return score;
    }
}
