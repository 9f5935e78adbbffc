package io.realign.alert;

import java.time.Duration;
import java.time.Instant;

/**
 * Event time of a domain. It advances to a time only after two successive events have reached it, so a single event
 * with a wrong clock does not make all later events late.
 *
 * @param current latest time that two successive events have reached
 * @param previous event time of the newest event
 */
public record DomainTime(Instant current, Instant previous) {
    /** Events that are behind the current time by more than this are late. */
    public static final Duration ALLOWED_LATENESS = Duration.ofMinutes(1);

    /** The time before the first event. */
    public static final DomainTime NONE = new DomainTime(Instant.MIN, Instant.MIN);

    boolean isLate(Instant event) {
        return current.isAfter(event.plus(ALLOWED_LATENESS));
    }

    /** Returns the time after an event that is not late. */
    DomainTime advance(Instant event) {
        Instant reached = event.isBefore(previous) ? event : previous;
        return new DomainTime(reached.isAfter(current) ? reached : current, event);
    }
}
