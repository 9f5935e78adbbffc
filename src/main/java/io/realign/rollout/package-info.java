/**
 * <b>Rollout: which release scores which events?</b>
 *
 * <p>In: releases, the {@link io.realign.rollout.RolloutStatus} of every consumer and their
 * {@link io.realign.rollout.Prediction predictions}. Out: a {@link io.realign.rollout.RolloutDecision} for each step.
 * No core package uses it.
 *
 * <p>Invariant: every event is scored by exactly one version, which its prediction names.
 */
package io.realign.rollout;
