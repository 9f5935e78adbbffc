/**
 * <b>How do raw rows become the input of a network?</b>
 *
 * <p>In: raw rows of the sources and of the domain that a model serves. Out: a
 * {@link io.realign.learning.input.Standardisation standardisation} for each of them, which is part of the released model.
 *
 * <p>Invariant: labels are not used, and finite rows stay finite.
 */
package io.realign.learning.input;
