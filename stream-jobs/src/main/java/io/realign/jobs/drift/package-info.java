/**
 * <b>Has a domain moved?</b>
 *
 * <p>In: source and target events, releases, and the outcomes of adaptations. Out: windows and alerts. The rules are
 * {@link io.realign.alert.DriftDetector}'s and {@link io.realign.alert.FittedReference}'s; here they only get their events in
 * order, their state and their way out. Next room: the adapter, through {@code drift.alerts}.
 *
 * <p>Invariant: all of a domain's state is one immutable value, so a checkpoint is a copy of it, and what is written
 * becomes visible together with the checkpoint that covers it.
 */
package io.realign.jobs.drift;
