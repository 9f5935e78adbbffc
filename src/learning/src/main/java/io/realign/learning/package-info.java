/**
 * <b>Learning: how is a candidate made?</b>
 *
 * <p>In: labelled source rows, unlabelled target rows, the continuation file of the model to go on from. Out: a
 * {@link io.realign.learning.Candidate}, and the {@link io.realign.adaptation.gate.Evidence} by which the gate judges it.
 * Next room: {@code io.realign.adaptation}, which says whether it may be released.
 *
 * <p>Invariant: the same rows, recipe and seed give the same bytes.
 */
package io.realign.learning;
