package io.realign.learning.ensemble;

/**
 * Prediction of an {@link LdaEnsemble} for the target rows. The arrays are shared, not copied.
 *
 * @param probabilities class probabilities of each row
 * @param classPriors estimated class priors of the target
 * @param logLikelihood mean log-density over rows and members, up to a constant that depends only on the rows; comparable
 *     between predictions for the same rows
 */
@SuppressWarnings("ArrayRecordComponent")
public record EnsemblePrediction(float[][] probabilities, double[] classPriors, double logLikelihood) {}
