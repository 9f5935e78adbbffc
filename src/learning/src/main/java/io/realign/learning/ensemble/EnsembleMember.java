package io.realign.learning.ensemble;

/**
 * A fitted linear discriminant: log-densities of Gaussian classes with a shared covariance, without the term that is common to
 * all classes.
 *
 * @param features indices of the features used
 * @param coefficients {@code [classes][features]}
 * @param intercepts one for each class
 * @param commonTerm mean of the common term over the rows, without the constant of the normal density
 */
@SuppressWarnings("ArrayRecordComponent")
record EnsembleMember(int[] features, double[][] coefficients, double[] intercepts, double commonTerm) {
    /**
     * Adds the class posterior of a row to {@code posterior}.
     *
     * @param row values of all features
     * @param logPrior logarithm of the prior of each class; negative infinity for an impossible class
     * @param scratch buffer with one element for each class
     * @return log-density of the row without the common term
     */
    double addPosterior(float[] row, double[] logPrior, double[] scratch, double[] posterior) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < coefficients.length; label++) {
            double[] direction = coefficients[label];
            double score = intercepts[label] + logPrior[label];
            for (int i = 0; i < features.length; i++) {
                score += direction[i] * row[features[i]];
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
