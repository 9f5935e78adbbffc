package io.realign.adapter.control.event;

import java.time.Duration;

/**
 * When there is enough of the source.
 *
 * @param minEvents fewest valid events
 * @param maxEvents most valid events: with so many nothing is waited for
 * @param quietPeriod how long no valid event must have come before those that are there count as all
 */
public record SourceCompleteness(int minEvents, int maxEvents, Duration quietPeriod) {
    boolean isComplete(long valid, Duration quiet) {
        return valid >= maxEvents || (valid >= minEvents && quiet.compareTo(quietPeriod) >= 0);
    }
}
