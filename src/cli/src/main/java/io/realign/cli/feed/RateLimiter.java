package io.realign.cli.feed;

import java.util.function.LongSupplier;

/** Says how many events are due, so that a rate is kept on average although sleeping is inexact. */
final class RateLimiter {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final long start;
    private long issued;

    /**
     * Starts to count now.
     *
     * @param perSecond events a second, above 0
     * @param nanoTime a clock that only moves forward
     */
    RateLimiter(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** How many events are due since the call before. */
    long dueEvents() {
        long total = (long) ((nanoTime.getAsLong() - start) / NANOS * perSecond);
        long due = total - issued;
        issued = total;
        return due;
    }
}
