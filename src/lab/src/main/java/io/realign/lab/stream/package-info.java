/**
 * <b>How can a detector be tried on changes that are known?</b>
 *
 * <p>In: a seed. Out: endless rows of named settings, some of which change in one way at a known event, and files of them
 * with their truth.
 *
 * <p>Invariant: same seed, same rows, same bytes; a detector sees the rows alone.
 */
package io.realign.lab.stream;
