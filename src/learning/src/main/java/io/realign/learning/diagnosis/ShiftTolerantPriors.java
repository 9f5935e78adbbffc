package io.realign.learning.diagnosis;

import io.realign.learning.source.ClassGaussians;
import java.util.Arrays;

/**
 * Estimates the class shares of an unlabelled target by expectation maximisation (EM), allowing a feature shift. The classes
 * are Gaussian, as in the source. All class means have a common shift, and each has a smaller shift of its own.
 *
 * <p>An estimate that assumes no feature shift, such as {@link io.realign.adaptation.prior.PriorEstimate}, would mistake a
 * feature shift for a shift of class shares.
 *
 * @param rows whitened rows of the target
 */
@SuppressWarnings("ArrayRecordComponent")
record ShiftTolerantPriors(ClassGaussians sourceClasses, double[][] rows) {
    /** Weight of the mean of a source class, as a pseudo-count of target rows. */
    private static final double PRIOR_ROWS = 50;

    private static final int EM_ITERATIONS = 30;

    /** Fewer iterations suffice for a bootstrap sample, which starts from the estimate of all rows. */
    private static final int RESAMPLED_EM_ITERATIONS = 5;

    /** Lower bound that lets a class recover from an estimated share of 0. */
    private static final double MIN_CLASS_SHARE = 1e-3;

    /** Smaller posteriors are ignored to save time, since most rows have only one or two likely classes. */
    private static final double MIN_POSTERIOR = 1e-4;

    double[] classShares() {
        return runEm(rows, sourceClasses.classShares(), EM_ITERATIONS);
    }

    /**
     * Estimates the class shares of a bootstrap sample.
     *
     * @param indices indices of the sampled rows; may repeat
     * @param start estimate for all rows
     */
    double[] reestimate(int[] indices, double[] start) {
        return runEm(
                Arrays.stream(indices).mapToObj(row -> rows[row]).toArray(double[][]::new),
                start,
                RESAMPLED_EM_ITERATIONS);
    }

    private double[] runEm(double[][] sample, double[] start, int iterations) {
        double[] shares = start;
        double[][] means = Arrays.stream(sourceClasses.means())
                .map(mean -> mean == null ? null : mean.clone())
                .toArray(double[][]::new);
        double[][] posteriors = new double[sample.length][shares.length];
        for (int iteration = 0; iteration < iterations; iteration++) {
            for (int row = 0; row < sample.length; row++) {
                computePosterior(sample[row], means, shares, posteriors[row]);
            }
            shares = classShares(posteriors, shares.length);
            updateMeans(sample, posteriors, means);
        }
        return shares;
    }

    private static void computePosterior(double[] row, double[][] means, double[] shares, double[] posterior) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < means.length; c++) {
            posterior[c] = Double.NEGATIVE_INFINITY;
            if (means[c] != null) {
                posterior[c] = Math.log(Math.max(MIN_CLASS_SHARE, shares[c])) - squaredDistance(row, means[c]) / 2;
                highest = Math.max(highest, posterior[c]);
            }
        }
        double sum = 0;
        for (int c = 0; c < posterior.length; c++) {
            posterior[c] = Math.exp(posterior[c] - highest);
            sum += posterior[c];
        }
        for (int c = 0; c < posterior.length; c++) {
            posterior[c] /= sum;
        }
    }

    private static double[] classShares(double[][] posteriors, int classes) {
        double[] shares = new double[classes];
        for (double[] posterior : posteriors) {
            for (int c = 0; c < classes; c++) {
                shares[c] += posterior[c] / posteriors.length;
            }
        }
        return shares;
    }

    private void updateMeans(double[][] sample, double[][] posteriors, double[][] means) {
        int width = sample[0].length;
        double[][] sums = new double[means.length][width];
        double[] counts = new double[means.length];
        double[] commonShift = new double[width];
        for (int row = 0; row < sample.length; row++) {
            for (int c = 0; c < means.length; c++) {
                double weight = posteriors[row][c];
                if (weight > MIN_POSTERIOR) {
                    counts[c] += weight;
                    for (int i = 0; i < width; i++) {
                        double deviation =
                                weight * (sample[row][i] - sourceClasses.means()[c][i]);
                        sums[c][i] += deviation;
                        commonShift[i] += deviation / sample.length;
                    }
                }
            }
        }
        for (int c = 0; c < means.length; c++) {
            if (means[c] != null) {
                for (int i = 0; i < width; i++) {
                    double classShift = (sums[c][i] - counts[c] * commonShift[i]) / (PRIOR_ROWS + counts[c]);
                    means[c][i] = sourceClasses.means()[c][i] + commonShift[i] + classShift;
                }
            }
        }
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
