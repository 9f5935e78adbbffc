/**
 * <b>What does the detector make of these rows?</b>
 *
 * <p>In: a file of reference rows and a file of the rows of several keys. Out: a file of alarms, and on the console what
 * was calibrated. The detector is the drift job's, without Kafka and Flink.
 */
package io.realign.cli.detect;
