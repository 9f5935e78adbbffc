/**
 * <b>How good are the detector and the learner?</b>
 *
 * <p>In: data with known labels and change points, synthetic or public. Out: tables of delays, false alarms, accuracies and
 * throughput, for Realign and for published methods.
 *
 * <p>Invariant: the same seed gives the same numbers, except for times. Target labels are used for evaluation only.
 */
package io.realign.lab;
