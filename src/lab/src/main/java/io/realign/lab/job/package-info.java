/**
 * <b>How many events per second does the drift job process?</b>
 *
 * <p>In: events in an embedded broker. Out: the ratio to the throughput of the same job with an event counter as detector.
 *
 * <p>Invariant: both jobs run in turn on the same events.
 */
package io.realign.lab.job;
