/**
 * <b>How far apart are two sets of rows, and is the distance significant?</b>
 *
 * <p>In: standardised rows of two domains, a seed. Out: a {@link io.realign.learning.distance.PermutationTestResult}, a
 * distance with its critical value and p-value.
 *
 * <p>Invariant: pure functions without labels; equal rows and seed give equal results.
 */
package io.realign.learning.distance;
