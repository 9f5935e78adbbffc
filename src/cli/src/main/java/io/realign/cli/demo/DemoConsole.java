package io.realign.cli.demo;

import io.realign.cli.console.ProgressThrottle;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Prints lines with the time since the start. Thread-safe. */
final class DemoConsole {
    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant start;
    private final ProgressThrottle throttle;

    DemoConsole(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
        this.throttle = new ProgressThrottle(start);
    }

    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    synchronized void print(String line) {
        throttle.reset(clock.instant());
        out.printf(Locale.ROOT, "%6.1f s  %s%n", Timeline.seconds(elapsed()), line);
    }

    synchronized void printProgress(String line) {
        if (throttle.tryAcquire(clock.instant())) {
            print("... " + line);
        }
    }

    /** Prints a line without the time, such as a table row. */
    synchronized void printPlain(String line) {
        out.println(line);
    }
}
