package io.realign.learning.ensemble;

import io.realign.learning.input.SourceRows;
import java.util.Arrays;

/**
 * First and second moments of the classes of a source.
 *
 * @param means {@code [classes][features]}; zeros for a class without rows
 * @param withinClassCovariance {@code [features][features]}: pooled covariance about the class means
 * @param variances {@code [classes][features]}; ones for a class without rows
 * @param classShares fraction of the rows in each class
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassMoments(
        double[][] means, double[][] withinClassCovariance, double[][] variances, double[] classShares) {
    /** Limits the covariance matrix, whose size is quadratic in the number of features. */
    public static final int MAX_FEATURES = 1024;

    /** @param source standardised rows, at least one, of at most {@value #MAX_FEATURES} features */
    public static ClassMoments of(SourceRows source) {
        float[][] rows = source.features();
        int[] labels = source.labels();
        int classes = source.classCount();
        int features = rows[0].length;
        if (features > MAX_FEATURES) {
            throw new IllegalArgumentException(
                    "LDA ensemble: expected rows of at most %d features, got %d; choose a recipe without it"
                            .formatted(MAX_FEATURES, features));
        }
        double[][] means = new double[classes][features];
        double[] counts = new double[classes];
        for (int row = 0; row < rows.length; row++) {
            counts[labels[row]]++;
            for (int i = 0; i < features; i++) {
                means[labels[row]][i] += rows[row][i];
            }
        }
        for (int label = 0; label < classes; label++) {
            scale(means[label], 1 / Math.max(1, counts[label]));
        }
        double[][] variances = new double[classes][features];
        double[][] within = new double[features][features];
        double[] centred = new double[features];
        for (int row = 0; row < rows.length; row++) {
            int label = labels[row];
            for (int i = 0; i < features; i++) {
                centred[i] = rows[row][i] - means[label][i];
                variances[label][i] += centred[i] * centred[i];
            }
            for (int i = 0; i < features; i++) {
                for (int j = 0; j <= i; j++) {
                    within[i][j] += centred[i] * centred[j];
                }
            }
        }
        for (int i = 0; i < features; i++) {
            for (int j = 0; j <= i; j++) {
                within[i][j] /= rows.length;
                within[j][i] = within[i][j];
            }
        }
        for (int label = 0; label < classes; label++) {
            if (counts[label] == 0) {
                Arrays.fill(variances[label], 1);
            } else {
                scale(variances[label], 1 / counts[label]);
            }
            counts[label] /= rows.length;
        }
        return new ClassMoments(means, within, variances, counts);
    }

    public int classes() {
        return means.length;
    }

    public int features() {
        return withinClassCovariance.length;
    }

    /** Mean of each feature under the given class priors. */
    public double[] mean(double[] priors) {
        double[] mean = new double[features()];
        for (int label = 0; label < priors.length; label++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += priors[label] * means[label][i];
            }
        }
        return mean;
    }

    /** Standard deviation of each feature under the given class priors. */
    public double[] deviation(double[] priors) {
        double[] mean = mean(priors);
        double[] deviation = new double[features()];
        for (int label = 0; label < priors.length; label++) {
            for (int i = 0; i < mean.length; i++) {
                double centred = means[label][i] - mean[i];
                deviation[i] += priors[label] * (variances[label][i] + centred * centred);
            }
        }
        for (int i = 0; i < mean.length; i++) {
            deviation[i] = Math.sqrt(deviation[i]);
        }
        return deviation;
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }
}
