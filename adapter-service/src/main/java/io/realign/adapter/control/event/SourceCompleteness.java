package io.realign.adapter.control.event;

import java.time.Duration;

/**
 * Decides when the source is complete.
 *
 * @param minEvents fewest valid events
 * @param maxEvents number of valid events that completes the source at once
 * @param quietPeriod time without a valid event after which at least {@code minEvents} are complete
 */
public record SourceCompleteness(int minEvents, int maxEvents, Duration quietPeriod) {
    boolean isComplete(long valid, Duration quiet) {
        return valid >= maxEvents || (valid >= minEvents && quiet.compareTo(quietPeriod) >= 0);
    }
}
