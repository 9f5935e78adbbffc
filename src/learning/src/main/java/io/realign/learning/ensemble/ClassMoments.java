package io.realign.learning.ensemble;

/**
 * First and second moments of the classes of a source.
 *
 * @param means {@code [classes][features]}; zeros for a class without rows
 * @param withinClassCovariance {@code [features][features]}: covariance of the rows about the means of their classes, over all classes
 * @param variances {@code [classes][features]}; ones for a class without rows
 * @param classShares of the classes
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassMoments(
        double[][] means, double[][] withinClassCovariance, double[][] variances, double[] classShares) {
    /** A covariance has a value for each two features. */
    public static final int MAX_FEATURES = 1024;

    /**
     * The moments of labelled rows.
     *
     * @param rows standardised, at least one, of at most {@value #MAX_FEATURES} features
     * @param labels 0 to {@code classes - 1}
     */
    public static ClassMoments of(float[][] rows, int[] labels, int classes) {
        int features = rows[0].length;
        if (features > MAX_FEATURES) {
            throw new IllegalArgumentException(
                    "committee: expected rows of at most %d features, got %d; take a recipe without a committee"
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
        double[] off = new double[features];
        for (int row = 0; row < rows.length; row++) {
            int label = labels[row];
            for (int i = 0; i < features; i++) {
                off[i] = rows[row][i] - means[label][i];
                variances[label][i] += off[i] * off[i];
            }
            for (int i = 0; i < features; i++) {
                for (int j = 0; j <= i; j++) {
                    within[i][j] += off[i] * off[j];
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
                java.util.Arrays.fill(variances[label], 1);
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

    /** Mean of each feature, were the classes mixed in these shares. */
    public double[] mean(double[] mix) {
        double[] mean = new double[features()];
        for (int label = 0; label < mix.length; label++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += mix[label] * means[label][i];
            }
        }
        return mean;
    }

    /** Deviation of each feature, were the classes mixed in these shares. */
    public double[] deviation(double[] mix) {
        double[] mean = mean(mix);
        double[] deviation = new double[features()];
        for (int label = 0; label < mix.length; label++) {
            for (int i = 0; i < mean.length; i++) {
                double off = means[label][i] - mean[i];
                deviation[i] += mix[label] * (variances[label][i] + off * off);
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
