/**
 * <b>Rollout: takes releases through their steps, and back.</b>
 *
 * <p>In: what consumers say on {@code rollouts}, {@code predictions} and {@code predictions.shadow}, and the windows. Out:
 * the next step of a release on {@code models}, or the release before it under a version of its own.
 *
 * <p>Invariant: all that is decided follows from the topics, so whoever comes after a crash goes on with the same steps.
 */
package io.realign.adapter.control.rollout;
