/**
 * <b>Event: what was measured?</b>
 *
 * <p>In: records from producers. Out: {@link io.realign.event.FeatureEvent events} that satisfy the
 * {@link io.realign.event.EventContract contract}, and a {@link io.realign.event.ContractViolation} for each record
 * that does not. Used by {@code io.realign.window}.
 *
 * <p>Invariant: an invalid record never passes this package, and no record is lost in it.
 */
package io.realign.event;
