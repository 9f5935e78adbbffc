/**
 * <b>Budget: which alert is handled next, and when?</b>
 *
 * <p>In: queued alerts and the records of earlier adaptations. Out: the next alert, or the reason why it must wait.
 *
 * <p>Invariant: decisions depend only on published records, so a restart does not change them.
 */
package io.realign.adaptation.budget;
