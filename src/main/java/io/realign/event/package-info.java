/**
 * <b>Event: which data is processed?</b>
 *
 * <p>In: records from producers. Out: {@link io.realign.event.FeatureEvent events} that satisfy the
 * {@link io.realign.event.EventContract contract}, and a {@link io.realign.event.ContractViolation} for each invalid
 * record. Used by {@code io.realign.window}.
 *
 * <p>Invariant: every record is either a valid event or has a violation.
 */
package io.realign.event;
