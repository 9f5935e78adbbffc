/**
 * <b>How is every target event scored?</b>
 *
 * <p>In: {@code target.events} and {@code models}. Out: a {@link io.realign.rollout.Prediction} per valid event, a dead letter
 * per invalid record, and the rollout status of each release on {@code rollouts}.
 *
 * <p>Invariant: each record gives exactly one prediction or dead letter. The version that scores an event depends on when its
 * release arrives; after a restart it is never earlier than the checkpointed version of the domain.
 */
package io.realign.jobs.scoring;
