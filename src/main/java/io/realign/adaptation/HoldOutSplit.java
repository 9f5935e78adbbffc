package io.realign.adaptation;

import io.realign.event.ContentId;
import io.realign.event.Preconditions;

/**
 * Selects the source events of the hold-out set, which are not used for training. The selection depends on the event id
 * only, so all versions hold out the same events.
 *
 * @param oneIn one of this many events is held out, at least 2
 */
public record HoldOutSplit(int oneIn) {
    public static final HoldOutSplit DEFAULT = new HoldOutSplit(5);

    /** 60 bits, which fit into a positive long. */
    private static final int HASH_DIGITS = 15;

    public HoldOutSplit {
        Preconditions.requireAtLeast("oneIn", oneIn, 2);
    }

    /** Whether the event is held out. */
    public boolean contains(String eventId) {
        long hash = Long.parseUnsignedLong(ContentId.of(eventId).substring(0, HASH_DIGITS), 16);
        return hash % oneIn == 0;
    }
}
