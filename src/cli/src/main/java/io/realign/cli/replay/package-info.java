/**
 * <b>Does the same adaptation give the same model again?</b>
 *
 * <p>In: a signed release, and what it names: events in the log or in the snapshot of the adapter, and the artifacts of
 * its parent. Out: a {@link io.realign.cli.replay.RebuildResult}. No room follows.
 *
 * <p>Invariant: nothing is taken over from the release that could have been worked out, and nothing is used whose digest
 * the release does not name.
 */
package io.realign.cli.replay;
