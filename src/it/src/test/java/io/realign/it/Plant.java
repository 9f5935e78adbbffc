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
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The programs of the loop, each in its own JVM, and what their topics hold. */
final class Plant implements AutoCloseable {
    static final int SOURCE_ROWS = 1000;
    static final long SEED = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Ports ports = Ports.free();
    private final Path work;
    private final Children children;
    private final Set<Child> ended = new HashSet<>();
    private final TopicTail news;
    final Programs programs;
    final Episodes episodes = new Episodes();
    final Field field;
    final Log log;

    /** The broker runs, and nothing else. */
    Plant(Path work, Steps steps) {
        this.work = work;
        Installation installation = new Installation(Path.of(System.getProperty("realign.root")));
        Events events = new Events(SensorArray.SENSORS, SensorArray.GASES, SOURCE_ROWS);
        programs = new Programs(installation, events, work, ports, SEED, steps);
        children = new Children(work, directory(work.resolve("logs")));
        programs.makeKeys();
        startBroker();
        field = new Field(ports.bootstrap());
        log = new Log(ports.bootstrap());
        news = TopicTail.fromBeginning(
                ports.bootstrap(), List.of(Topics.MODELS, Topics.ROLLOUTS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS));
    }

    String bootstrap() {
        return ports.bootstrap();
    }

    String adapterAddress() {
        return ports.adapterAddress();
    }

    Path trustedKeys() {
        return work.resolve("keys").resolve(SigningKeys.PUBLIC);
    }

    TrustedKeys keys() {
        return TrustedKeys.read(trustedKeys());
    }

    void startBroker() {
        start(programs.broker());
        await("the broker and its topics", () -> said("broker", "broker ready"));
    }

    void start(Program program) {
        children.start(program, line -> {});
    }

    boolean said(String name, String words) {
        return child(name).tail().stream().anyMatch(line -> line.contains(words));
    }

    /** Ends the newest program of this name as a power cut would. */
    void kill(String name) {
        Child victim = child(name);
        ended.add(victim);
        victim.kill();
        assertThat(victim.alive()).isFalse();
    }

    /** The labelled events, from one laboratory. */
    void source(Scenario scenario) {
        Simulator laboratory = new Simulator(scenario.array(), List.of(), SEED);
        for (int i = 0; i < SOURCE_ROWS; i++) {
            LabelledRow row = laboratory.next();
            field.send(Topics.SOURCE_EVENTS, Scenario.LABORATORY, row.features(), Optional.of(row.label()));
        }
    }

    boolean alerted(Site site) {
        return log.messages(Topics.DRIFT_ALERTS).stream()
                .anyMatch(alert -> alert.domain().equals(site.domain()));
    }

    /** All announcements of the site's own releases, oldest first. */
    List<ModelRelease> releases(Site site) {
        return log.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(site.domain()))
                .toList();
    }

    void await(String what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    void await(String what, Duration patience, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited " + patience + " for " + what + "; " + lastWords());
            }
            if (children.all().stream().anyMatch(child -> !child.alive() && !ended.contains(child))) {
                throw new AssertionError("a program ended by itself while waiting for " + what + "; " + lastWords());
            }
            if (news != null) {
                news.poll(Duration.ofMillis(100)).forEach(episodes::accept);
            }
        }
    }

    @Override
    public void close() {
        news.close();
        field.close();
        children.close();
    }

    /** The newest of this name. */
    private Child child(String name) {
        return children.all().stream()
                .filter(child -> child.name().equals(name))
                .reduce((older, newer) -> newer)
                .orElseThrow();
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
