package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.launch.Child;
import io.realign.cli.launch.Children;
import io.realign.cli.launch.Events;
import io.realign.cli.launch.Installation;
import io.realign.cli.launch.Ports;
import io.realign.cli.launch.Program;
import io.realign.cli.launch.Programs;
import io.realign.cli.launch.Steps;
import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorArray;
import io.realign.cli.simulate.Simulator;
import io.realign.cli.watch.Episodes;
import io.realign.cli.watch.TopicTail;
import io.realign.event.FeatureEvent;
import io.realign.event.Rejection.Reason;
import io.realign.model.SigningKeys;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One run of the loop in which the sensors of a site age, and the drift job and the adapter are each killed at the worst
 * moment: the one with windows written that are not yet committed, the other with its training under way.
 */
final class Story implements AutoCloseable {
    static final String DRIFTING = Scenario.DRIFTING;
    static final String STEADY = Scenario.STEADY;
    private static final int SOURCE_ROWS = 1000;
    private static final long SEED = 8;
    private static final int QUIET_EVENTS = 320;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Scenario scenario = Scenario.standard(QUIET_EVENTS, Integer.MAX_VALUE);
    private final Simulator drifting = new Simulator(scenario.array(), scenario.changes(), SEED + 1);
    private final Simulator steady = new Simulator(scenario.array(), List.of(), SEED + 2);
    private final Ports ports = Ports.free();
    private final Path work;
    private final Programs programs;
    private final Children children;
    private final Set<Child> killed = new HashSet<>();
    private final Episodes episodes = new Episodes();
    final Field field;
    final Log log;
    private final TopicTail news;
    Map<Reason, byte[]> bad = Map.of();

    Story(Path work) {
        this.work = work;
        Installation installation = new Installation(Path.of(System.getProperty("realign.root")));
        Events events = new Events(SensorArray.SENSORS, SensorArray.GASES, SOURCE_ROWS);
        programs = new Programs(installation, events, work, ports, SEED, Steps.AT_ONCE);
        children = new Children(work, directory(work.resolve("logs")));
        programs.makeKeys();
        start(programs.broker());
        await("the broker and its topics", () -> said("broker", "broker ready"));
        start(programs.adapter());
        start(driftJob());
        start(programs.scoringJob());
        field = new Field(ports.bootstrap());
        log = new Log(ports.bootstrap());
        news = TopicTail.fromBeginning(
                ports.bootstrap(), List.of(Topics.MODELS, Topics.ROLLOUTS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS));
    }

    /** From the first labelled event to the last answer. */
    void run() {
        source();
        await("version 1 on all consumers", () -> episodes.shared().isPresent());
        target(QUIET_EVENTS);
        unusable();
        killDriftJob();
        alert();
        killAdapter();
        await(
                "the end of the episode",
                () -> !episodes.outcomes().isEmpty() && episodes.open().isEmpty());
        target(QUIET_EVENTS);
        await("an answer to every event", this::allAnswered);
    }

    /** One more event of the drifting site, which is not sent. */
    FeatureEvent event() {
        return field.event(DRIFTING, drifting.next().features(), Optional.empty());
    }

    String bootstrap() {
        return ports.bootstrap();
    }

    TrustedKeys keys() {
        return TrustedKeys.read(work.resolve("keys").resolve(SigningKeys.PUBLIC));
    }

    String adapterAddress() {
        return ports.adapterAddress();
    }

    @Override
    public void close() {
        news.close();
        field.close();
        children.close();
    }

    private void source() {
        Simulator laboratory = new Simulator(scenario.array(), List.of(), SEED);
        for (int i = 0; i < SOURCE_ROWS; i++) {
            LabelledRow row = laboratory.next();
            field.send(Topics.SOURCE_EVENTS, Scenario.LABORATORY, row.features(), Optional.of(row.label()));
        }
        float[] features = laboratory.next().features();
        field.sendUnusable(Topics.SOURCE_EVENTS, Scenario.LABORATORY, new byte[] {1, 2, 3});
        field.sendUnusable(
                Topics.SOURCE_EVENTS,
                Scenario.LABORATORY,
                Topics.SOURCE_EVENTS
                        .codec()
                        .encode(field.event(Scenario.LABORATORY, features, Optional.of("chlorine"))));
    }

    /** As many events of each site. */
    private void target(int events) {
        for (int i = 0; i < events; i++) {
            field.send(Topics.TARGET_EVENTS, DRIFTING, drifting.next().features(), Optional.empty());
            field.send(Topics.TARGET_EVENTS, STEADY, steady.next().features(), Optional.empty());
        }
    }

    private void unusable() {
        bad = BadRecords.ofTarget(
                Topics.TARGET_EVENTS.codec(), STEADY, steady.next().features());
        bad.values().forEach(bytes -> field.sendUnusable(Topics.TARGET_EVENTS, STEADY, bytes));
    }

    private void killDriftJob() {
        target(40);
        await("windows that the drift job has written and not committed", this::windowsAreInDoubt);
        kill("drift-job");
        target(24);
        start(driftJob());
    }

    /** If all are committed just now, the next block of events will be in doubt. */
    private boolean windowsAreInDoubt() {
        String topic = Topics.DRIFT_WINDOWS.name();
        if (log.uncommitted(topic).size() > log.records(topic).size()) {
            return true;
        }
        target(8);
        return false;
    }

    /** With checkpoints that are far enough apart to be killed between two of them. */
    private Program driftJob() {
        Program program = programs.driftJob();
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put("REALIGN_CHECKPOINT_INTERVAL", "PT5S");
        return new Program(program.name(), program.flags(), program.command(), environment);
    }

    private void alert() {
        target(160);
        await("the alert", () -> !episodes.open().isEmpty());
    }

    private void killAdapter() {
        await("the training to begin", () -> said("adapter", DRIFTING + ": TRAINING"));
        kill("adapter");
        start(programs.adapter());
    }

    private boolean allAnswered() {
        int answers = log.records(Topics.PREDICTIONS.name()).size()
                + log.records(Topics.TARGET_EVENTS.deadLetters()).size();
        return answers >= field.sent(Topics.TARGET_EVENTS).size();
    }

    private void start(Program program) {
        children.start(program, line -> {});
    }

    private boolean said(String name, String words) {
        return child(name).tail().stream().anyMatch(line -> line.contains(words));
    }

    private void kill(String name) {
        Child victim = child(name);
        killed.add(victim);
        victim.kill();
        assertThat(victim.alive()).isFalse();
    }

    /** The newest of this name. */
    private Child child(String name) {
        return children.all().stream()
                .filter(child -> child.name().equals(name))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited " + PATIENCE + " for " + what + "; " + lastWords());
            }
            if (children.all().stream().anyMatch(child -> !child.alive() && !killed.contains(child))) {
                throw new AssertionError("a program ended by itself while waiting for " + what + "; " + lastWords());
            }
            if (news != null) {
                news.poll(Duration.ofMillis(100)).forEach(episodes::accept);
            }
        }
    }

    private String lastWords() {
        StringBuilder words = new StringBuilder();
        children.all().forEach(child -> words.append("\n== ")
                .append(child.name())
                .append(child.alive() ? "" : " (ended)")
                .append('\n')
                .append(String.join("\n", child.tail())));
        return words.toString();
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
