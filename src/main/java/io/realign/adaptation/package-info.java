/**
 * <b>Adaptation: how is a model adapted after an alert?</b>
 *
 * <p>In: an alert, the events of its window, the serving model. Out: an {@link io.realign.adaptation.AdaptationRecord}
 * with the {@link io.realign.adaptation.gate.Evaluation} of the candidates. Subpackages: {@code alpha}, {@code gate},
 * {@code prior} and {@code budget}. Used by {@code io.realign.model}.
 *
 * <p>Invariant: no label of a target event is read, except those of the labelled probe, which only evaluates
 * candidates.
 */
package io.realign.adaptation;
