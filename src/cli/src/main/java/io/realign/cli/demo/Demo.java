package io.realign.cli.demo;

import io.realign.cli.feed.FeedLines;
import io.realign.cli.launch.Child;
import io.realign.cli.launch.ChildFailedException;
import io.realign.cli.launch.Children;
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
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final Programs programs;
    private final Plan plan;
    private final Children children;
    private final Console console;
    private final Stages stages = new Stages();
    private final Memory memory = new Memory();
    private final Readiness adapter;
    private volatile String accuracy = "";

    Demo(Programs programs, Plan plan, Children children, Console console) {
        this.programs = programs;
        this.plan = plan;
        this.children = children;
        this.console = console;
        this.adapter = new Readiness(programs.ports().adapterAddress());
    }

    /**
     * Runs to the end of the first episode, or of the walk.
     *
     * @param linger how long all stay up afterwards
     * @throws ChildFailedException if a child ends although it should not
     */
    void run(Duration linger) {
        programs.makeKeys();
        startBroker();
        children.start(programs.adapter(), line -> {});
        children.start(programs.driftJob(), line -> {});
        children.start(programs.scoringJob(), line -> {});
        Child feeder = children.start(programs.feeder(plan.feeder()), this::heard);
        try (TopicTail tail = tail()) {
            if (plan.endless()) {
                watchUntilComplete(tail);
                watchFor(tail, LAST_ANSWERS);
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
            console.progress("waiting for the broker");
            failIfAnyEnded();
        }
        reached(Stage.BROKER, "broker ready on " + programs.ports().bootstrap());
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
            console.progress("waiting for: " + stages.timeline().waitingFor());
        }
    }

    private void watchUntilEnd(TopicTail tail, Child feeder) {
        while (feeder.alive()) {
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
            stages.accept(console.elapsed(), message).forEach(console::say);
        }
        if (!stages.timeline().has(Stage.SERVICE) && adapter.now()) {
            reached(
                    Stage.SERVICE,
                    "adapter service ready; watch page: " + programs.ports().adapterAddress());
        }
        memory.measure(children.all());
        failIfAnyEnded();
    }

    /** Called by the thread that reads what the feeder says. */
    private void heard(String line) {
        if (line.contains(FeedLines.ACCURACY)) {
            accuracy = line.substring(line.indexOf(FeedLines.ACCURACY));
        } else if (line.startsWith(FeedLines.TABLE)) {
            console.plain(line);
        } else if (line.startsWith(FeedLines.PROGRESS)) {
            console.progress("feeder: " + line.substring(FeedLines.PROGRESS.length()));
        } else {
            if (line.startsWith(FeedLines.DRIFT)) {
                stages.timeline().reached(Stage.DRIFTED, console.elapsed());
            }
            console.say("feeder: " + line);
        }
    }

    private void reached(Stage stage, String line) {
        stages.timeline().reached(stage, console.elapsed());
        console.say(line);
    }

    /** A feeder with an end may end well. */
    private void failIfAnyEnded() {
        children.ended()
                .filter(child -> plan.endless() || child.exitCode() != 0)
                .ifPresent(child -> {
                    throw new ChildFailedException(child);
                });
    }

    private void report() {
        console.plain("");
        stages.timeline().table().forEach(console::plain);
        if (!accuracy.isEmpty()) {
            console.plain(accuracy);
        }
        console.plain(memory.report());
        console.plain("");
    }

    private void linger(TopicTail tail, Duration linger) {
        if (linger.isZero()) {
            return;
        }
        console.say("all stays up for %d s more; watch page: %s; Ctrl-C ends it"
                .formatted(linger.toSeconds(), programs.ports().adapterAddress()));
        watchFor(tail, linger);
        console.say("done; " + memory.report());
    }
}
