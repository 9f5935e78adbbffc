package io.realign.cli.launch;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A launcher for tests: starts one tiny child, prints its process id and waits. */
public final class TinyLauncher {
    private TinyLauncher() {}

    public static void main(String... arguments) throws InterruptedException {
        Path work = Path.of(arguments[0]);
        Children children = new Children(work, work);
        Child child = children.start(ChildrenTest.tiny("orphan"), line -> {});
        System.out.println("child " + child.pid());
        new CountDownLatch(1).await();
    }
}
