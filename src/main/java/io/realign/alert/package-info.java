/**
 * <b>Alert: has the distribution of a domain changed?</b>
 *
 * <p>In: events and the references fitted to the source. Out: one {@link io.realign.alert.DriftAlert} for each
 * confirmed change, with the exact offsets of its window. Used by {@code io.realign.adaptation}.
 *
 * <p>Invariant: no second alert for a domain before the first one has an outcome or the domain recovered.
 */
package io.realign.alert;
