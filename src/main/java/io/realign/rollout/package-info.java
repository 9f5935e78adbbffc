/**
 * <b>Rollout: which release scores which events?</b>
 *
 * <p>In: releases, and the {@link io.realign.rollout.RolloutStatus statuses} and
 * {@link io.realign.rollout.Prediction predictions} of the consumers. Out: a {@link io.realign.rollout.RolloutDecision}
 * for each step. No core package uses it.
 *
 * <p>Invariant: exactly one version scores an event, and its prediction names this version.
 */
package io.realign.rollout;
