/**
 * <b>What does a stream with known drift look like?</b>
 *
 * <p>In: a seed and change points. Out: labelled rows of an array of chemical sensors whose gain, offset, cross-talk and
 * class distribution change at these points.
 *
 * <p>Invariant: same seed, same rows.
 */
package io.realign.cli.simulate;
