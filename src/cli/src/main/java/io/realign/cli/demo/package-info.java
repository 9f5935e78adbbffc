/**
 * <b>What does the whole loop look like on one machine?</b>
 *
 * <p>In: the built parts. Out: broker, adapter service, drift job, scoring job and feeder, each in its own JVM on a free
 * loopback port, and one line for each {@link io.realign.cli.demo.Stages stage} of the first episode.
 *
 * <p>Invariant: no child outlives the launcher, however that ends.
 */
package io.realign.cli.demo;
