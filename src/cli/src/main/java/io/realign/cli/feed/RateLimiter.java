package io.realign.cli.feed;

import java.util.function.LongSupplier;

/** Computes how many events are due, so that the average rate is exact although sleep times are not. */
final class RateLimiter {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final long start;
    private long issued;

    /**
     * Starts now.
     *
     * @param perSecond events per second, above 0
     * @param nanoTime monotonic clock in nanoseconds
     */
    RateLimiter(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Number of events due since the previous call. */
    long dueEvents() {
        long total = (long) ((nanoTime.getAsLong() - start) / NANOS * perSecond);
        long due = total - issued;
        issued = total;
        return due;
    }
}
