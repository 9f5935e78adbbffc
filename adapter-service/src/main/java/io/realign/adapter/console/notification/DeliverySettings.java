package io.realign.adapter.console.notification;

import java.time.Duration;

/**
 * Timeouts and backoff of HTTP requests to external endpoints.
 *
 * @param responseTimeout timeout of one request
 * @param initialBackoff delay before the first retry; it doubles with each retry and varies by up to 50 % (jitter)
 * @param maxBackoff maximum delay before a retry
 * @param maxEventAge age at which an event is abandoned; one request is sent even for an older event
 */
public record DeliverySettings(
        Duration responseTimeout, Duration initialBackoff, Duration maxBackoff, Duration maxEventAge) {
    public static final DeliverySettings DEFAULT = new DeliverySettings(
            Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(3));
}
