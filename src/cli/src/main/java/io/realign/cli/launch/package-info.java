/**
 * <b>How do the programs of the loop come up on one machine, and how do they all end?</b>
 *
 * <p>In: the built parts. Out: {@link io.realign.cli.launch.ProcessGroup}, each program in a JVM of its own on a free
 * loopback port, with its log in a file. Next room: {@code io.realign.cli.demo}.
 *
 * <p>Invariant: no child outlives the launcher, however that ends.
 */
package io.realign.cli.launch;
