/**
 * <b>How does every event of the target get its prediction?</b>
 *
 * <p>In: {@code target.events} and {@code models}. Out: one {@link io.realign.rollout.Prediction} for each usable event,
 * one dead letter for each other record, and a report on {@code rollouts} for each release. Next: whoever reads the
 * predictions.
 *
 * <p>Invariant: events in are predictions plus dead letters out, each exactly once. Which version scores an event may
 * depend on when a release came; after a restart no domain falls back behind the version that the checkpoint saw serving.
 */
package io.realign.jobs.scoring;
