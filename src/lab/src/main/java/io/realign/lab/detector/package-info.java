/**
 * <b>Which detectors are compared?</b>
 *
 * <p>In: reference rows and a stream. Out: a score per event.
 *
 * <p>Invariant: published methods are implemented from their papers.
 */
package io.realign.lab.detector;
