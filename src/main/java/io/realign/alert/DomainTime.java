package io.realign.alert;

import java.time.Duration;
import java.time.Instant;

/**
 * Event time of a domain. It advances only to a time that two successive events reached, so a single event with a wrong
 * clock does not make all later events late.
 *
 * @param current newest event time reached by two successive events
 * @param previous event time of the last event
 */
public record DomainTime(Instant current, Instant previous) {
    /** Events older than the current time by more than this are late. */
    public static final Duration ALLOWED_LATENESS = Duration.ofMinutes(1);

    /** Before the first event. */
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
