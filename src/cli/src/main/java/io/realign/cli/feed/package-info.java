/**
 * <b>How do events reach the topics, and how accurate are the predictions?</b>
 *
 * <p>In: data files, or a simulated sensor array. Out: labelled source events, target events at a constant rate, and the
 * accuracy of their predictions by phase and model version.
 *
 * <p>Invariant: the label of a target event never leaves this process.
 */
package io.realign.cli.feed;
