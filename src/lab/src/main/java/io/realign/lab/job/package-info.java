/**
 * <b>How many events per second does the drift job process?</b>
 *
 * <p>In: events in a real broker. Out: the ratio to the same job with a counter as detector.
 *
 * <p>Invariant: both jobs run in turn on the same events.
 */
package io.realign.lab.job;
