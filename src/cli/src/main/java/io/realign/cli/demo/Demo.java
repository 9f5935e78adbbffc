package io.realign.cli.demo;

import io.realign.cli.feed.FeedLinePrefixes;
import io.realign.cli.launch.ChildProcess;
import io.realign.cli.launch.ChildProcessFailedException;
import io.realign.cli.launch.ProcessGroup;
import io.realign.cli.launch.Programs;
import io.realign.cli.launch.ResidentMemory;
import io.realign.cli.watch.TopicTail;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the adaptation loop and prints each stage. */
final class Demo {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    /** Predictions of the last events arrive with the next checkpoint of the scoring job. */
    private static final Duration LAST_PREDICTIONS_DELAY = Duration.ofSeconds(5);

    private final Programs programs;
    private final DemoScenario scenario;
    private final ProcessGroup children;
    private final DemoConsole console;
    private final StageTracker stages = new StageTracker();
    private final ResidentMemory memory = new ResidentMemory();
    private final ReadinessProbe adapter;
    private volatile String accuracy = "";

    Demo(Programs programs, DemoScenario scenario, ProcessGroup children, DemoConsole console) {
        this.programs = programs;
        this.scenario = scenario;
        this.children = children;
        this.console = console;
        this.adapter = new ReadinessProbe(programs.ports().adapterAddress());
    }

    /**
     * Runs until the first adaptation has ended, or until the end of the data.
     *
     * @param keepRunning time that all programs keep running after the first adaptation or the end of the data
     * @throws ChildProcessFailedException if a child process ends unexpectedly
     */
    void run(Duration keepRunning) throws InterruptedException {
        programs.createKeys();
        startBroker();
        children.start(programs.adapter(), line -> {});
        children.start(programs.driftJob(), line -> {});
        children.start(programs.scoringJob(), line -> {});
        ChildProcess feed = children.start(programs.feed(scenario.feedArguments()), this::onFeedLine);
        List<Topic<?>> topics =
                List.of(Topics.DRIFT_WINDOWS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS, Topics.MODELS, Topics.ROLLOUTS);
        try (TopicTail tail = TopicTail.fromBeginning(
                KafkaConnection.plaintext(programs.ports().bootstrap()), topics)) {
            if (scenario.endless()) {
                while (!stages.complete()) {
                    poll(tail);
                    console.printProgress("waiting for: " + stages.timeline().waitingFor());
                }
                pollFor(tail, LAST_PREDICTIONS_DELAY);
            } else {
                while (feed.isAlive()) {
                    poll(tail);
                }
                poll(tail);
            }
            report();
            keepRunning(tail, keepRunning);
        }
    }

    private void startBroker() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        children.start(programs.broker(), line -> {
            if (line.startsWith("broker ready")) {
                ready.countDown();
            }
        });
        while (!ready.await(POLL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            console.printProgress("waiting for the broker");
            failIfAnyEnded();
        }
        markReached(
                DemoStage.BROKER_READY, "broker ready on " + programs.ports().bootstrap());
    }

    private void pollFor(TopicTail tail, Duration duration) {
        Duration end = console.elapsed().plus(duration);
        while (console.elapsed().compareTo(end) < 0) {
            poll(tail);
        }
    }

    private void poll(TopicTail tail) {
        for (Object message : tail.poll(POLL_TIMEOUT)) {
            stages.accept(console.elapsed(), message).forEach(console::print);
        }
        if (!stages.timeline().has(DemoStage.ADAPTER_READY) && adapter.isReady()) {
            markReached(
                    DemoStage.ADAPTER_READY,
                    "adapter service ready; dashboard: " + programs.ports().adapterAddress());
        }
        memory.measure(children.all());
        failIfAnyEnded();
    }

    /** Called by the thread that reads the output of the feed. */
    private void onFeedLine(String line) {
        if (line.contains(FeedLinePrefixes.ACCURACY)) {
            accuracy = line.substring(line.indexOf(FeedLinePrefixes.ACCURACY));
        } else if (line.startsWith(FeedLinePrefixes.TABLE)) {
            console.printPlain(line);
        } else if (line.startsWith(FeedLinePrefixes.PROGRESS)) {
            console.printProgress("feed: " + line.substring(FeedLinePrefixes.PROGRESS.length()));
        } else {
            if (line.startsWith(FeedLinePrefixes.DRIFT)) {
                stages.timeline().markReached(DemoStage.DRIFTED, console.elapsed());
            }
            console.print("feed: " + line);
        }
    }

    private void markReached(DemoStage stage, String line) {
        stages.timeline().markReached(stage, console.elapsed());
        console.print(line);
    }

    /** A feed with a finite number of events may end with exit code 0. */
    private void failIfAnyEnded() {
        children.firstExited()
                .filter(child -> scenario.endless() || child.exitCode() != 0)
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

    private void keepRunning(TopicTail tail, Duration duration) {
        if (duration.isZero()) {
            return;
        }
        console.print("all programs keep running for %d s; dashboard: %s; press Ctrl-C to stop"
                .formatted(duration.toSeconds(), programs.ports().adapterAddress()));
        pollFor(tail, duration);
        console.print("done; " + memory.report());
    }
}
