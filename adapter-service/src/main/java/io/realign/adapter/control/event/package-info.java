/**
 * <b>Event: is there enough of the source?</b>
 *
 * <p>In: the log. Out: the offsets of the source once enough of it is there. Next room:
 * {@code io.realign.adapter.adaptation}.
 *
 * <p>Invariant: the same offsets give the same events, whenever they are read, or none at all.
 */
package io.realign.adapter.control.event;
