package io.realign.cli.launch;

import java.util.concurrent.CountDownLatch;

/** A child for tests: says that it is up, then waits for its end, or fails when told to. */
public final class TestProgram {
    private TestProgram() {}

    public static void main(String... arguments) throws InterruptedException {
        System.out.println("up");
        if (arguments.length > 0) {
            System.err.println("expected nothing, got " + arguments[0]);
            System.exit(3);
        }
        new CountDownLatch(1).await();
    }
}
