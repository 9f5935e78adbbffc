/**
 * <b>How is every target event scored?</b>
 *
 * <p>In: {@code target.events} and {@code models}. Out: a {@link io.realign.rollout.Prediction} per valid event, a dead letter
 * per invalid record, and the rollout status of each release on {@code rollouts}.
 *
 * <p>Invariant: each record gives exactly one prediction or dead letter. The version that scores an event may depend on when its
 * release arrived; after a restart no domain is scored by an earlier version than the checkpointed one.
 */
package io.realign.jobs.scoring;
