package io.realign.cli.console;

import java.time.Duration;
import java.time.Instant;

/** Allows a progress line after two seconds without output. Thread-safe. */
public final class ProgressThrottle {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private Instant lastLine;

    public ProgressThrottle(Instant start) {
        this.lastLine = start;
    }

    /** Records that another line was printed. */
    public synchronized void reset(Instant now) {
        lastLine = now;
    }

    /** Whether a progress line is due; if so, the interval starts again. */
    public synchronized boolean tryAcquire(Instant now) {
        boolean due = !now.isBefore(lastLine.plus(INTERVAL));
        if (due) {
            lastLine = now;
        }
        return due;
    }
}
