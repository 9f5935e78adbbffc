/**
 * <b>Which keys of a file have changed, and when?</b>
 *
 * <p>In: a CSV file of reference rows and a CSV file with the rows of several keys. Out: a CSV file of alarms, and the
 * calibration on the console.
 *
 * <p>Invariant: the detector is the one of the drift job, without Kafka and Flink.
 */
package io.realign.cli.detect;
