/**
 * <b>Event: is the source complete?</b>
 *
 * <p>In: the topic {@code source.events}, and dead letters. Out: the offset ranges of the source, and redriven records.
 *
 * <p>Invariant: one transaction writes a redriven record and the marker of its dead letter.
 */
package io.realign.adapter.control.event;
