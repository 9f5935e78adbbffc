/**
 * <b>How far apart are two sets of rows, and how far would chance put them?</b>
 *
 * <p>In: standardised rows of two domains, a seed. Out: a {@link io.realign.learning.distance.PermutationTestResult}: a distance
 * and the band in which it lies when domain and row have nothing to do with each other. Next rooms:
 * {@code io.realign.learning.source}, {@code io.realign.learning.diagnosis}.
 *
 * <p>Invariant: pure functions; the same rows and seed give the same numbers; no label is read.
 */
package io.realign.learning.distance;
