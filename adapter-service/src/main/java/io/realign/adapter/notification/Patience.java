package io.realign.adapter.notification;

import java.time.Duration;

/**
 * How long is waited for an endpoint.
 *
 * @param answer for the answer to one request
 * @param first between the first try and the second; it doubles from there, by chance half as much more or less
 * @param longest between two tries
 * @param inAll from when an event was written until it is given up; it is tried once however old it is
 */
public record Patience(Duration answer, Duration first, Duration longest, Duration inAll) {
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(3));
}
