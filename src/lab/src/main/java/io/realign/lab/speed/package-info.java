/**
 * <b>How many events per second does the detector process?</b>
 *
 * <p>In: random rows. Out: throughput and state size, against a naive implementation.
 *
 * <p>Invariant: both implementations compute the same windows.
 */
package io.realign.lab.speed;
