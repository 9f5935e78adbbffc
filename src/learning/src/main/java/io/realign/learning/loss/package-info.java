/**
 * <b>What does training minimise?</b>
 *
 * <p>In: the outputs of a network for a batch. Out: the value of each {@link io.realign.learning.loss.LossTerm term} and its
 * gradient with respect to embeddings and logits, which the engine backpropagates.
 *
 * <p>Invariant: pure functions of plain arrays, shared by all engines, with gradients verified by finite differences.
 */
package io.realign.learning.loss;
