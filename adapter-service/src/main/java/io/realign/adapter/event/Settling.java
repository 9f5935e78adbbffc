package io.realign.adapter.event;

import java.time.Duration;

/**
 * When there is enough of the source.
 *
 * @param minimum fewest valid events
 * @param limit most valid events: with so many nothing is waited for
 * @param settle how long no valid event must have come before those that are there count as all
 */
public record Settling(int minimum, int limit, Duration settle) {
    boolean ready(long valid, Duration quiet) {
        return valid >= limit || (valid >= minimum && quiet.compareTo(settle) >= 0);
    }
}
