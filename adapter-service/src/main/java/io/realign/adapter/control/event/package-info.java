/**
 * <b>Event: is the source complete?</b>
 *
 * <p>In: the topic {@code source.events}, and dead letters. Out: the offset ranges of the source, and redriven records.
 *
 * <p>Invariant: a dead letter and the mark that it was redriven are written in one transaction.
 */
package io.realign.adapter.control.event;
