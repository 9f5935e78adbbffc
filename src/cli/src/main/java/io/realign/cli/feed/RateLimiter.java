package io.realign.cli.feed;

import java.util.function.LongSupplier;

/** Computes how many events are due. The average rate is exact, although sleep times are not. */
final class RateLimiter {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double eventsPerSecond;
    private final LongSupplier nanoTime;
    private final long start;
    private long reported;

    /** Starts now; {@code eventsPerSecond} is above 0. */
    RateLimiter(double eventsPerSecond, LongSupplier nanoTime) {
        this.eventsPerSecond = eventsPerSecond;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Number of events due since the previous call. */
    long dueEvents() {
        long total = (long) ((nanoTime.getAsLong() - start) / NANOS_PER_SECOND * eventsPerSecond);
        long due = total - reported;
        reported = total;
        return due;
    }
}
