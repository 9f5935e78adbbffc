package io.realign.client.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Retries with exponential backoff.
 *
 * @param initialBackoff backoff after the first failure; doubles with each further failure
 * @param maxBackoff upper limit of the backoff
 * @param maxAttempts number of attempts, including the first one
 */
public record RetryPolicy(Duration initialBackoff, Duration maxBackoff, int maxAttempts) {
    private static final int MAX_DOUBLINGS = 30;

    /** Creates a policy of unlimited retries with a constant backoff. */
    public static RetryPolicy fixed(Duration interval) {
        return new RetryPolicy(interval, interval, Integer.MAX_VALUE);
    }

    /**
     * Returns the backoff before the next attempt.
     *
     * @param failures number of failed attempts, at least 1
     */
    public Duration backoff(int failures) {
        Duration doubled = initialBackoff.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return doubled.compareTo(maxBackoff) < 0 ? doubled : maxBackoff;
    }

    /** Waits for the backoff. Returns whether to retry: false if {@code closed} reached zero or the thread was interrupted. */
    public boolean awaitBackoff(int failures, CountDownLatch closed) {
        try {
            return !closed.await(backoff(failures).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
