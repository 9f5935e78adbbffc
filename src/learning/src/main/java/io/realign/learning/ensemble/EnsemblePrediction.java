package io.realign.learning.ensemble;

/**
 * What a committee says of the rows of a target. The arrays are shared, not copied.
 *
 * @param probabilities class probabilities of each row
 * @param classShares the shares of the classes, estimated
 * @param logLikelihood logarithm of the density of a row, in the mean over rows and members, less a constant that depends on
 *     the rows alone: of two opinions of the same rows the larger one explains them better
 */
@SuppressWarnings("ArrayRecordComponent")
public record EnsemblePrediction(float[][] probabilities, double[] classShares, double logLikelihood) {}
