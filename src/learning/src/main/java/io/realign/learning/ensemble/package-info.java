/**
 * <b>What does a learner that is independent of the network predict for the target?</b>
 *
 * <p>In: standardised labelled source rows, standardised target rows, the network's class probabilities for the target. Out: an
 * {@link io.realign.learning.ensemble.EnsemblePrediction} of an ensemble of linear discriminants on random feature subsets.
 * Training distils it into candidates, and candidate selection scores candidates with it.
 *
 * <p>Invariant: equal rows and seed give equal predictions, without target labels.
 */
package io.realign.learning.ensemble;
