package io.realign.adapter.console.notification;

import java.time.Duration;

/**
 * How long is waited for an endpoint.
 *
 * @param responseTimeout for the answer to one request
 * @param initialBackoff between the first try and the second; it doubles from there, by chance half as much more or less
 * @param maxBackoff between two tries
 * @param maxEventAge from when an event was written until it is given up; it is tried once however old it is
 */
public record RetryPolicy(
        Duration responseTimeout, Duration initialBackoff, Duration maxBackoff, Duration maxEventAge) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(3));
}
