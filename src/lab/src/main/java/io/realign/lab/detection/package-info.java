/**
 * <b>How fast and how reliable is a detector?</b>
 *
 * <p>In: streams with known changes. Out: tables of delays, average run lengths and alerts.
 *
 * <p>Invariant: the same seed gives the same table.
 */
package io.realign.lab.detection;
