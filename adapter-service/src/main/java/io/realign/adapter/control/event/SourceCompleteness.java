package io.realign.adapter.control.event;

import java.time.Duration;

/**
 * Decides when the source is complete.
 *
 * @param minEvents minimum number of valid events
 * @param maxEvents number of valid events at which the source is complete without a quiet period
 * @param quietPeriod time without a valid event after which a source of at least {@code minEvents} is complete
 */
public record SourceCompleteness(int minEvents, int maxEvents, Duration quietPeriod) {
    boolean isComplete(long validEvents, Duration sinceLastValid) {
        return validEvents >= maxEvents || (validEvents >= minEvents && sinceLastValid.compareTo(quietPeriod) >= 0);
    }
}
