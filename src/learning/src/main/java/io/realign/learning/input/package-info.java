/**
 * <b>What does a network see of a raw row?</b>
 *
 * <p>In: raw rows of the source and of the domain that a model serves. Out: a
 * {@link io.realign.learning.input.Standardisation standardisation} of each, which belongs to the model and is released
 * with it. Next room: {@code io.realign.learning}, which trains on what it gives.
 *
 * <p>Invariant: no label is looked at, and finite rows become finite rows.
 */
package io.realign.learning.input;
