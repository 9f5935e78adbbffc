package io.realign.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Lines for people, each with the time since the start. Any thread may speak. */
final class DemoConsole {
    private static final Duration PROGRESS = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant start;
    private Instant lastLine;

    DemoConsole(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
        this.lastLine = start;
    }

    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    synchronized void print(String line) {
        lastLine = clock.instant();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", Timeline.seconds(elapsed()), line);
        out.flush();
    }

    /** Says it if nothing has been said for two seconds. */
    synchronized void printProgress(String line) {
        if (!clock.instant().isBefore(lastLine.plus(PROGRESS))) {
            print("... " + line);
        }
    }

    /** Part of a table: without the time. */
    synchronized void printPlain(String line) {
        out.println(line);
        out.flush();
    }
}
