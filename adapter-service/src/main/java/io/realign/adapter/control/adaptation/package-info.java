/**
 * <b>Adaptation: does a better model come of it?</b>
 *
 * <p>In: the events that moved, the labelled source, the incumbent. Out: a candidate with the gate's verdict on it, and
 * word of how far it has come while it is being made. Next room: {@code io.realign.adapter.model}.
 *
 * <p>Invariant: no label of a target event is ever read here, and what is judged is what would be deployed.
 */
package io.realign.adapter.control.adaptation;
