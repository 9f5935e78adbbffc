package io.realign.cli.launch;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A launcher for tests: starts one child process, prints its process id and waits until it is stopped. */
public final class TestLauncher {
    private TestLauncher() {}

    public static void main(String... arguments) throws InterruptedException {
        Path work = Path.of(arguments[0]);
        ProcessGroup children = new ProcessGroup(work, work);
        ChildProcess child = children.start(ProcessGroupTest.tiny("orphan"), line -> {});
        System.out.println("child " + child.pid());
        new CountDownLatch(1).await();
    }
}
