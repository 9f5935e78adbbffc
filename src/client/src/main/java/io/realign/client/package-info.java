/**
 * <b>How does a JVM consumer score events with the newest release?</b>
 *
 * <p>In: {@link io.realign.model.ModelRelease releases} and events. Out: {@link io.realign.rollout.Prediction predictions}, each
 * with the version of its model, and {@link io.realign.rollout.RolloutStatus statuses} of each release. Applications use
 * {@link io.realign.client.ModelFollower}; the stream jobs use the {@code internal} package.
 *
 * <p>Invariant: a model is parsed only after its size and digest are verified, each event is scored by exactly one version, and
 * a failed release leaves the serving model unchanged.
 */
package io.realign.client;
