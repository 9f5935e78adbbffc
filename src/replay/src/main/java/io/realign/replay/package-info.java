/**
 * <b>Replay: which records does Kafka hold?</b>
 *
 * <p>In: offsets in the log. Out: the {@link io.realign.replay.EventSlice slices} of valid events that lie between
 * them, with their digests. Next rooms: whoever trains on them, the first time or again.
 *
 * <p>Invariant: the same offsets give the same events, whenever they are read, or none at all.
 */
package io.realign.replay;
