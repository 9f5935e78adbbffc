/**
 * <b>How can drift be known before anybody measures it?</b>
 *
 * <p>In: a seed and the points at which the sensors change. Out: labelled rows of an array of chemical sensors whose
 * gain, offset, cross-talk and class shares move at exactly these points. Next room: {@code io.realign.cli.feed}.
 *
 * <p>Invariant: same seed, same rows.
 */
package io.realign.cli.simulate;
