/**
 * <b>Event: what happened?</b>
 *
 * <p>In: what producers send. Out: {@link io.realign.event.FeatureEvent events} that keep the
 * {@link io.realign.event.EventContract contract}, and {@link io.realign.event.ContractViolation rejections} for those that do
 * not. Next room: {@code io.realign.window}.
 *
 * <p>Invariant: nothing that breaks the contract goes further than this room, and nothing disappears in it.
 */
package io.realign.event;
