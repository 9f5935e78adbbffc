/**
 * <b>Prior: which class shares does the target have?</b>
 *
 * <p>In: class probabilities of target rows. Out: a {@link io.realign.adaptation.prior.PriorEstimate} and importance
 * weights for source rows.
 *
 * <p>Invariant: class shares add up to 1, and without an estimate they are those of the source.
 */
package io.realign.adaptation.prior;
