package io.realign.adaptation;

import io.realign.event.ContentId;

/**
 * The source events that no model is ever trained on, so that every version can be judged by them. The choice follows
 * from the event's id alone: version 1 and all later adaptations hold out the same ones, whatever the order of arrival.
 *
 * @param oneIn one event in so many is held out, at least 2
 */
public record HoldOutSplit(int oneIn) {
    public static final HoldOutSplit DEFAULT = new HoldOutSplit(5);

    /** 60 bits: they fit a positive long. */
    private static final int HASH_DIGITS = 15;

    public HoldOutSplit {
        if (oneIn < 2) {
            throw new IllegalArgumentException("oneIn: expected at least 2, got " + oneIn);
        }
    }

    /** Whether the event of this id is held out. */
    public boolean contains(String eventId) {
        long hash = Long.parseUnsignedLong(ContentId.of(eventId).substring(0, HASH_DIGITS), 16);
        return hash % oneIn == 0;
    }
}
