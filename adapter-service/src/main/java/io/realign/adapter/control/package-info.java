/**
 * <b>Control: which outcome does an alert get?</b>
 *
 * <p>In: the topic {@code drift.alerts}. Out: one adaptation record for each alert.
 *
 * <p>Invariant: the offset of an alert is committed after its outcome is published, so that no alert is lost.
 */
package io.realign.adapter.control;
