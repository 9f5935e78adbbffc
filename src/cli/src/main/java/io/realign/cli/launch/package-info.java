/**
 * <b>How do the programs of the adaptation loop start and stop on one machine?</b>
 *
 * <p>In: build outputs. Out: a {@link io.realign.cli.launch.ProcessGroup} with one JVM and one log file per program, on free
 * loopback ports.
 *
 * <p>Invariant: no child process outlives the launcher.
 */
package io.realign.cli.launch;
