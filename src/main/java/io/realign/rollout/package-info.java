/**
 * <b>Rollout: who runs which model?</b>
 *
 * <p>In: releases. Out: {@link io.realign.rollout.Prediction predictions} that say which version made them, and the
 * {@link io.realign.rollout.RolloutStatus} of every consumer. There is no next room: drift notices what the release
 * changed, and the loop closes through an event.
 *
 * <p>Invariant: every event is scored by exactly one version, and says by which.
 */
package io.realign.rollout;
