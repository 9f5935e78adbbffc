package io.realign.cli.model;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/**
 * A program for tests: {@code adapt}, which is asked for the time twice a step and is never told it again after a number of
 * times, the first argument. It says so and waits to be killed.
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
        private int asked;

        StoppingClock(int stop) {
            this.stop = stop;
        }

        @Override
        public Instant instant() {
            asked++;
            if (asked == stop) {
                System.out.println("stopped");
                System.out.flush();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("expected to be killed, was interrupted", e);
                }
            }
            return Instant.ofEpochMilli(asked * TICK_MILLIS);
        }
    }
}
