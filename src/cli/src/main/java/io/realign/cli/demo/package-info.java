/**
 * <b>What does the whole loop look like on one machine?</b>
 *
 * <p>In: broker, adapter service, drift job, scoring job and feeder, launched. Out: one line for each
 * {@link io.realign.cli.demo.StageTracker stage} of the first episode, and how long each took.
 *
 * <p>Invariant: nothing is told that is not on a topic.
 */
package io.realign.cli.demo;
