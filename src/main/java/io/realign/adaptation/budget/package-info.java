/**
 * <b>Budget: which alert is adapted next, and when?</b>
 *
 * <p>In: queued alerts and the records of earlier adaptations. Out: the next alert, or the reason to wait.
 *
 * <p>Invariant: decisions depend only on published records, so they survive a restart.
 */
package io.realign.adaptation.budget;
