/**
 * <b>What does a training make small?</b>
 *
 * <p>In: what a network says of a batch. Out: the value of each {@link io.realign.learning.loss.LossTerm term} and its slopes
 * by embeddings and logits. Next room: the engine, which passes slopes back through the layers.
 *
 * <p>Invariant: pure functions of plain arrays, so every gradient is checked by finite differences, and all engines share
 * them.
 */
package io.realign.learning.loss;
