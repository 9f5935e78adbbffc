package io.realign.cli.launch;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * A Java agent that ends its JVM when standard input ends. Standard input is a pipe from the launcher, and the system closes
 * it whichever way the launcher ends, {@code kill -9} included.
 */
public final class ParentWatchdog {
    private static final int LAUNCHER_GONE = 130;

    private ParentWatchdog() {}

    /** Called by the JVM before the child's own main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        Thread thread = new Thread(ParentWatchdog::awaitEndOfInput, "leash");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said on this pipe.
            }
        } catch (IOException e) {
            System.err.println("standard input cannot be read, so the launcher is taken for gone: " + e);
        }
        System.exit(LAUNCHER_GONE);
    }
}
