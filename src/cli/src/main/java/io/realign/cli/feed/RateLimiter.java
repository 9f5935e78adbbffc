package io.realign.cli.feed;

import java.util.function.LongSupplier;

/** Computes how many events are due, so that the average rate is exact although sleep times are not. */
final class RateLimiter {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final long start;
    private long released;

    /** Starts now, with {@code perSecond} events per second, above 0. */
    RateLimiter(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Number of events due since the previous call. */
    long dueEvents() {
        long total = (long) ((nanoTime.getAsLong() - start) / NANOS_PER_SECOND * perSecond);
        long due = total - released;
        released = total;
        return due;
    }
}
