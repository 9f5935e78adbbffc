/**
 * <b>How good is the detector, and beside whom?</b>
 *
 * <p>In: seeds and sizes. Out: tables of false alarms, of delays at equal false alarms, and of the cost of an event, for
 * our detector, for published ones written from their papers, and for one that fires at random.
 *
 * <p>Invariant: same seed, same table, except for what a clock measures.
 */
package io.realign.lab.detection;
