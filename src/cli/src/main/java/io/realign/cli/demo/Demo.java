package io.realign.cli.demo;

import io.realign.cli.feed.FeedLinePrefixes;
import io.realign.cli.launch.ChildProcess;
import io.realign.cli.launch.ChildProcessFailedException;
import io.realign.cli.launch.ProcessGroup;
import io.realign.cli.launch.Programs;
import io.realign.cli.watch.TopicTail;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of the loop, told stage by stage. */
final class Demo {
    private static final Duration POLL = Duration.ofMillis(200);
    /** The answers to the newest events come with the next checkpoint of the scoring job. */
    private static final Duration LAST_PREDICTIONS = Duration.ofSeconds(5);

    private final Programs programs;
    private final DemoScenario plan;
    private final ProcessGroup children;
    private final DemoConsole console;
    private final StageTracker stages = new StageTracker();
    private final ProcessMemory memory = new ProcessMemory();
    private final ReadinessProbe adapter;
    private volatile String accuracy = "";

    Demo(Programs programs, DemoScenario plan, ProcessGroup children, DemoConsole console) {
        this.programs = programs;
        this.plan = plan;
        this.children = children;
        this.console = console;
        this.adapter = new ReadinessProbe(programs.ports().adapterAddress());
    }

    /**
     * Runs to the end of the first episode, or of the walk.
     *
     * @param linger how long all stay up afterwards
     * @throws ChildProcessFailedException if a child ends although it should not
     */
    void run(Duration linger) {
        programs.createKeys();
        startBroker();
        children.start(programs.adapter(), line -> {});
        children.start(programs.driftJob(), line -> {});
        children.start(programs.scoringJob(), line -> {});
        ChildProcess feeder = children.start(programs.feeder(plan.feederArguments()), this::onFeederLine);
        try (TopicTail tail = tail()) {
            if (plan.endless()) {
                watchUntilComplete(tail);
                watchFor(tail, LAST_PREDICTIONS);
            } else {
                watchUntilEnd(tail, feeder);
            }
            report();
            linger(tail, linger);
        }
    }

    private void startBroker() {
        CountDownLatch ready = new CountDownLatch(1);
        children.start(programs.broker(), line -> {
            if (line.startsWith("broker ready")) {
                ready.countDown();
            }
        });
        while (!await(ready)) {
            console.printProgress("waiting for the broker");
            failIfAnyEnded();
        }
        reached(DemoStage.BROKER_READY, "broker ready on " + programs.ports().bootstrap());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }

    private TopicTail tail() {
        return TopicTail.fromBeginning(
                programs.ports().bootstrap(),
                List.of(Topics.DRIFT_WINDOWS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS, Topics.MODELS, Topics.ROLLOUTS));
    }

    private void watchUntilComplete(TopicTail tail) {
        while (!stages.complete()) {
            watch(tail);
            console.printProgress("waiting for: " + stages.timeline().waitingFor());
        }
    }

    private void watchUntilEnd(TopicTail tail, ChildProcess feeder) {
        while (feeder.isAlive()) {
            watch(tail);
        }
        watch(tail);
    }

    private void watchFor(TopicTail tail, Duration duration) {
        Duration end = console.elapsed().plus(duration);
        while (console.elapsed().compareTo(end) < 0) {
            watch(tail);
        }
    }

    private void watch(TopicTail tail) {
        for (Object message : tail.poll(POLL)) {
            stages.accept(console.elapsed(), message).forEach(console::print);
        }
        if (!stages.timeline().has(DemoStage.ADAPTER_READY) && adapter.isReady()) {
            reached(
                    DemoStage.ADAPTER_READY,
                    "adapter service ready; watch page: " + programs.ports().adapterAddress());
        }
        memory.measure(children.all());
        failIfAnyEnded();
    }

    /** Called by the thread that reads what the feeder says. */
    private void onFeederLine(String line) {
        if (line.contains(FeedLinePrefixes.ACCURACY)) {
            accuracy = line.substring(line.indexOf(FeedLinePrefixes.ACCURACY));
        } else if (line.startsWith(FeedLinePrefixes.TABLE)) {
            console.printPlain(line);
        } else if (line.startsWith(FeedLinePrefixes.PROGRESS)) {
            console.printProgress("feeder: " + line.substring(FeedLinePrefixes.PROGRESS.length()));
        } else {
            if (line.startsWith(FeedLinePrefixes.DRIFT)) {
                stages.timeline().markReached(DemoStage.DRIFTED, console.elapsed());
            }
            console.print("feeder: " + line);
        }
    }

    private void reached(DemoStage stage, String line) {
        stages.timeline().markReached(stage, console.elapsed());
        console.print(line);
    }

    /** A feeder with an end may end well. */
    private void failIfAnyEnded() {
        children.firstExited()
                .filter(child -> plan.endless() || child.exitCode() != 0)
                .ifPresent(child -> {
                    throw new ChildProcessFailedException(child);
                });
    }

    private void report() {
        console.printPlain("");
        stages.timeline().table().forEach(console::printPlain);
        if (!accuracy.isEmpty()) {
            console.printPlain(accuracy);
        }
        console.printPlain(memory.report());
        console.printPlain("");
    }

    private void linger(TopicTail tail, Duration linger) {
        if (linger.isZero()) {
            return;
        }
        console.print("all stays up for %d s more; watch page: %s; Ctrl-C ends it"
                .formatted(linger.toSeconds(), programs.ports().adapterAddress()));
        watchFor(tail, linger);
        console.print("done; " + memory.report());
    }
}
