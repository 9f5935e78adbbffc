package io.realign.cli.launch;

import java.util.concurrent.CountDownLatch;

/** A child process for tests: prints "up" and waits until it is stopped; with an argument it fails. */
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
