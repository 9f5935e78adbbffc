package io.realign.learning.ensemble;

/**
 * Logarithms of the densities of Gaussian classes of one covariance, less what all classes share.
 *
 * @param features that it looks at
 * @param coefficients {@code [classes][features]}
 * @param intercepts one for each class
 * @param commonTerm what all classes share, in the mean over the rows, less the constant of the normal density
 */
@SuppressWarnings("ArrayRecordComponent")
record EnsembleMember(int[] features, double[][] coefficients, double[] intercepts, double commonTerm) {
    /**
     * Adds the posterior of the classes for a row.
     *
     * @param row all features
     * @param logPrior of the classes; negative infinity for a class that cannot be
     * @param scratch as long as there are classes
     * @return logarithm of the row's density, less what all classes share
     */
    double addPosterior(float[] row, double[] logPrior, double[] scratch, double[] posterior) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < coefficients.length; label++) {
            double[] slope = coefficients[label];
            double score = intercepts[label] + logPrior[label];
            for (int i = 0; i < features.length; i++) {
                score += slope[i] * row[features[i]];
            }
            scratch[label] = score;
            largest = Math.max(largest, score);
        }
        double sum = 0;
        for (int label = 0; label < scratch.length; label++) {
            scratch[label] = Math.exp(scratch[label] - largest);
            sum += scratch[label];
        }
        for (int label = 0; label < scratch.length; label++) {
            posterior[label] += scratch[label] / sum;
        }
        return largest + Math.log(sum);
    }
}
