package io.realign.learning.committee;

/**
 * Logarithms of the densities of Gaussian classes of one covariance, less what all classes share.
 *
 * @param features that it looks at
 * @param slopes {@code [classes][features]}
 * @param offsets one for each class
 * @param common what all classes share, in the mean over the rows, less the constant of the normal density
 */
@SuppressWarnings("ArrayRecordComponent")
record Discriminant(int[] features, double[][] slopes, double[] offsets, double common) {
    /**
     * Adds the posterior of the classes for a row.
     *
     * @param row all features
     * @param logPrior of the classes; negative infinity for a class that cannot be
     * @param scratch as long as there are classes
     * @return logarithm of the row's density, less what all classes share
     */
    double add(float[] row, double[] logPrior, double[] scratch, double[] posterior) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < slopes.length; label++) {
            double[] slope = slopes[label];
            double score = offsets[label] + logPrior[label];
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
