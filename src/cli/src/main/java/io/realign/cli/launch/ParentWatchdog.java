package io.realign.cli.launch;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * A Java agent that ends its JVM at the end of standard input. Standard input is a pipe from the launcher; the operating
 * system closes it when the launcher ends, even after {@code kill -9}.
 */
public final class ParentWatchdog {
    private static final int LAUNCHER_GONE = 130;

    private ParentWatchdog() {}

    /** Called by the JVM before the main method of the child. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        Thread thread = new Thread(ParentWatchdog::awaitEndOfInput, "parent-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // The launcher never writes to this pipe.
            }
        } catch (IOException e) {
            System.err.println("cannot read standard input, assuming that the launcher has ended: " + e);
        }
        System.exit(LAUNCHER_GONE);
    }
}
