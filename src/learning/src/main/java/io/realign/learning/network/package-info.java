/**
 * <b>What does a network consist of, and which interface trains it?</b>
 *
 * <p>In: a {@link io.realign.learning.network.NetSpec network} and
 * {@link io.realign.learning.loss.TrainingBatch batches}. Out: a
 * {@link io.realign.learning.network.LearnerSnapshot snapshot} of the learner. The engine is in
 * {@code io.realign.learning.nd4j}.
 *
 * <p>Invariant: no type of this package depends on a numerical library.
 */
package io.realign.learning.network;
