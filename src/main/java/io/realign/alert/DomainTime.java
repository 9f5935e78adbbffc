package io.realign.alert;

import java.time.Duration;
import java.time.Instant;

/**
 * How far time has come in a domain. It moves only to where two events in a row have been, so that a single event with a
 * clock that is ahead does not make all that follow it late.
 *
 * @param current the newest event time that two events in a row have reached
 * @param previous event time of the event before
 */
public record DomainTime(Instant current, Instant previous) {
    /** An event that is older than the time reached by more than this says nothing about now. */
    public static final Duration ALLOWED_LATENESS = Duration.ofMinutes(1);

    /** Before the first event. */
    public static final DomainTime NONE = new DomainTime(Instant.MIN, Instant.MIN);

    /** Whether an event is too old to say anything about now. */
    boolean isLate(Instant event) {
        return current.isAfter(event.plus(ALLOWED_LATENESS));
    }

    /** Time after one more event that is not late. */
    DomainTime advance(Instant event) {
        Instant both = event.isBefore(previous) ? event : previous;
        return new DomainTime(both.isAfter(current) ? both : current, event);
    }
}
