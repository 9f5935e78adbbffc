/**
 * <b>What is trained, and by what?</b>
 *
 * <p>In: a {@link io.realign.learning.network.NetSpec network}, {@link io.realign.learning.loss.TrainingBatch batches}. Out:
 * a {@link io.realign.learning.network.LearnerSnapshot snapshot} of all that the next step depends on. Next room:
 * {@code io.realign.learning.dl4j}, the engine.
 *
 * <p>Invariant: nothing here depends on a numerical library.
 */
package io.realign.learning.network;
