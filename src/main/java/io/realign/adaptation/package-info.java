/**
 * <b>Adaptation: how is a model adapted after an alert?</b>
 *
 * <p>In: an alert, its events, and the serving model. Out: an {@link io.realign.adaptation.AdaptationRecord}
 * with the {@link io.realign.adaptation.gate.Evaluation} of the candidates. Subpackages: {@code alpha}, {@code gate},
 * {@code prior} and {@code budget}. Used by {@code io.realign.model}.
 *
 * <p>Invariant: no label of a target event is read, except for the labelled probe: a small set of labelled target rows
 * that is used to evaluate candidates, not to train them.
 */
package io.realign.adaptation;
