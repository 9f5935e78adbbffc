/**
 * <b>Replay: which records does Kafka hold?</b>
 *
 * <p>In: offsets in the log. Out: the {@link io.realign.replay.EventSlice slices} of valid events that lie between
 * them, with their digests. They are used for training, reproduction and evaluation.
 *
 * <p>Invariant: the same offsets always give the same events, or an error if the broker no longer retains them.
 */
package io.realign.replay;
