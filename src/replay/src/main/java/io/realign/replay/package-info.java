/**
 * <b>How are events read again for training, reproduction and evaluation?</b>
 *
 * <p>In: offset ranges. Out: {@link io.realign.replay.EventSlice slices} with the valid events of each range and their digest.
 *
 * <p>Invariant: reading a range again gives the same events, or an error if the broker no longer retains them.
 */
package io.realign.replay;
