/**
 * <b>How many events per second does the detector process?</b>
 *
 * <p>In: random rows. Out: throughput compared with a naive implementation, and state size.
 *
 * <p>Invariant: both implementations compute the same windows.
 */
package io.realign.lab.speed;
