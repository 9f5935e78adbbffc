/**
 * <b>How accurate is the learner, and what does the gate accept?</b>
 *
 * <p>In: synthetic tasks, gas sensor data or digits. Out: CSV files and tables of accuracies.
 *
 * <p>Invariant: target labels are used for evaluation only.
 */
package io.realign.lab.suite;
