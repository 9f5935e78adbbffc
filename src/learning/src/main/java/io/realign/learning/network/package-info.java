/**
 * <b>What is trained, and by which interface?</b>
 *
 * <p>In: a {@link io.realign.learning.network.NetSpec network} and
 * {@link io.realign.learning.loss.TrainingBatch batches}. Out: a
 * {@link io.realign.learning.network.LearnerSnapshot snapshot} of everything that the next step depends on. The engine is
 * in {@code io.realign.learning.nd4j}.
 *
 * <p>Invariant: nothing here depends on a numerical library.
 */
package io.realign.learning.network;
