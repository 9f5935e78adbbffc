/**
 * <b>What do streams with known changes look like?</b>
 *
 * <p>In: a scenario and a seed. Out: reference rows, streams, and their change points.
 *
 * <p>Invariant: the same seed gives the same rows.
 */
package io.realign.lab.stream;
