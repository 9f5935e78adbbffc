/**
 * <b>Does the same adaptation produce the same model?</b>
 *
 * <p>In: a signed release, its events from Kafka or from snapshots, and the artifacts of its parent. Out: a
 * {@link io.realign.cli.replay.ReplayResult}.
 *
 * <p>Invariant: every input has the digest that the release lists.
 */
package io.realign.cli.replay;
