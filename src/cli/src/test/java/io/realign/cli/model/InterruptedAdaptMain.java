package io.realign.cli.model;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/**
 * Runs {@code adapt} with a clock that blocks for good at the call whose number is the first argument. A step reads the clock
 * twice. The program prints "stopped" and waits until the test kills it.
 */
public final class InterruptedAdaptMain {
    private static final long TICK_MILLIS = 20;

    private InterruptedAdaptMain() {}

    public static void main(String... arguments) {
        InstantSource clock = new StoppingClock(Integer.parseInt(arguments[0]));
        new CommandLine(new AdaptCommand(clock)).execute(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static final class StoppingClock implements InstantSource {
        private final int stop;
        private int calls;

        StoppingClock(int stop) {
            this.stop = stop;
        }

        @Override
        public Instant instant() {
            calls++;
            if (calls == stop) {
                System.out.println("stopped");
                System.out.flush();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("expected to be killed, was interrupted", e);
                }
            }
            return Instant.ofEpochMilli(calls * TICK_MILLIS);
        }
    }
}
