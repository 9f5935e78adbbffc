/**
 * <b>Adaptation: what shall we do about it?</b>
 *
 * <p>In: an alert, the events that it names, the current model. Out: an
 * {@link io.realign.adaptation.AdaptationRecord} with the {@link io.realign.adaptation.gate.GateResult} on the candidate. Next
 * room: {@code io.realign.model}.
 *
 * <p>Invariant: no label of a target event is ever read here, but those of a probe that a person supplies, and they only
 * judge.
 */
package io.realign.adaptation;
