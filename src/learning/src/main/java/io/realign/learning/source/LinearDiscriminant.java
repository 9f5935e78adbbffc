package io.realign.learning.source;

import io.realign.learning.input.SourceRows;

/**
 * Linear discriminant analysis: Gaussian classes with a shared covariance (Hastie, Tibshirani and Friedman, The Elements of
 * Statistical Learning, 2009, section 4.3).
 */
public final class LinearDiscriminant {
    private static final double UNSEEN_CLASS = Double.NEGATIVE_INFINITY;

    private final double[][] coefficients;
    private final double[] intercepts;

    private LinearDiscriminant(double[][] coefficients, double[] intercepts) {
        this.coefficients = coefficients;
        this.intercepts = intercepts;
    }

    /** @param source standardised rows, at least one */
    public static LinearDiscriminant fit(SourceRows source) {
        return fromClasses(ClassGaussians.of(source));
    }

    public static LinearDiscriminant fromClasses(ClassGaussians gaussians) {
        int classes = gaussians.classShares().length;
        double[][] coefficients = new double[classes][];
        double[] intercepts = new double[classes];
        for (int c = 0; c < classes; c++) {
            if (gaussians.classShares()[c] == 0) {
                coefficients[c] = new double[0];
                intercepts[c] = UNSEEN_CLASS;
                continue;
            }
            double[] mean = gaussians.means()[c];
            coefficients[c] = gaussians.whitening().unwhiten(mean);
            intercepts[c] = Math.log(gaussians.classShares()[c]);
            for (double value : mean) {
                intercepts[c] -= value * value / 2;
            }
        }
        return new LinearDiscriminant(coefficients, intercepts);
    }

    /** Whether the training rows contain the class. */
    boolean hasClass(int label) {
        return intercepts[label] != UNSEEN_CLASS;
    }

    /** The most probable class, the first one in case of a tie. */
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

    /** Class probabilities, with the class shares of the training rows as priors. */
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
