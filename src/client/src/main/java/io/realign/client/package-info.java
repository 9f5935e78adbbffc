/**
 * <b>How does a consumer on the JVM always score with the newest release?</b>
 *
 * <p>In: {@link io.realign.model.ModelRelease releases} and events. Out: {@link io.realign.rollout.Prediction predictions}
 * that say which version made them, and {@link io.realign.rollout.RolloutStatus reports} of what became of each release.
 * {@link io.realign.client.ModelFollower} does all of it for a plain program; a stream job takes the parts,
 * {@link io.realign.client.internal.ModelLoader}, {@link io.realign.client.internal.BackgroundLoader} and
 * {@link io.realign.client.internal.ServingModels}.
 *
 * <p>Invariant: bytes are parsed only after their size and digest agree with the release, an event is scored by exactly
 * one version, and a release that fails leaves the one before it serving.
 */
package io.realign.client;
