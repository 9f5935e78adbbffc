/**
 * <b>How does the adaptation loop run on one machine?</b>
 *
 * <p>In: the build outputs and, optionally, gas sensor data. Out: the programs of the adaptation loop, one line per
 * stage from start to recovery, and a table of times.
 *
 * <p>Invariant: all programs end with the command.
 */
package io.realign.cli.demo;
