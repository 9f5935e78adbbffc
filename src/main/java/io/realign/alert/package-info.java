/**
 * <b>Alert: has the distribution of a domain changed?</b>
 *
 * <p>In: events and the references fitted to the source. Out: one {@link io.realign.alert.DriftAlert} for each
 * confirmed change, with the exact offsets of its events. Used by {@code io.realign.adaptation}.
 *
 * <p>Invariant: a domain has at most one open alert, until its adaptation ends or the domain recovers.
 */
package io.realign.alert;
