/**
 * <b>Prior: how are the classes of the target distributed?</b>
 *
 * <p>In: class probabilities of target rows. Out: a {@link io.realign.adaptation.prior.PriorEstimate} and importance
 * weights for source rows.
 *
 * <p>Invariant: priors are a distribution, and without an estimate they are those of the source.
 */
package io.realign.adaptation.prior;
