/**
 * <b>What would somebody say of the target who is not a network?</b>
 *
 * <p>In: standardised source rows with their classes, standardised target rows without, the network's answers for them.
 * Out: an {@link io.realign.learning.ensemble.EnsemblePrediction} of a committee of linear discriminants, each of which sees some
 * of the features. Next room: {@code io.realign.learning}, which teaches the network by it and judges candidates by it.
 *
 * <p>Invariant: the same rows and seed give the same opinion; no target label is known here.
 */
package io.realign.learning.ensemble;
