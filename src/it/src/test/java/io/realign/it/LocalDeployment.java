package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.launch.ChildProcess;
import io.realign.cli.launch.Installation;
import io.realign.cli.launch.Ports;
import io.realign.cli.launch.ProcessGroup;
import io.realign.cli.launch.Program;
import io.realign.cli.launch.Programs;
import io.realign.cli.launch.RolloutSettings;
import io.realign.cli.launch.StreamSettings;
import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorArray;
import io.realign.cli.simulate.Simulator;
import io.realign.cli.watch.AlertTracker;
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
final class LocalDeployment implements AutoCloseable {
    static final int SOURCE_ROWS = 1000;
    static final long SEED = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(150);

    private final Ports ports = Ports.free();
    private final Path work;
    private final ProcessGroup processes;
    private final Set<ChildProcess> killed = new HashSet<>();
    private final TopicTail topicTail;
    final Programs programs;
    final AlertTracker episodes = new AlertTracker();
    final EventProducer field;
    final TopicContents log;

    /** The broker runs, and nothing else. */
    LocalDeployment(Path work, RolloutSettings steps) {
        this.work = work;
        Installation installation = new Installation(Path.of(System.getProperty("realign.root")));
        StreamSettings events = new StreamSettings(SensorArray.SENSORS, SensorArray.GASES, SOURCE_ROWS);
        programs = new Programs(installation, events, work, ports, SEED, steps);
        processes = new ProcessGroup(work, directory(work.resolve("logs")));
        programs.createKeys();
        startBroker();
        field = new EventProducer(ports.bootstrap());
        log = new TopicContents(ports.bootstrap());
        topicTail = TopicTail.fromBeginning(
                ports.bootstrap(), List.of(Topics.MODELS, Topics.ROLLOUTS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS));
    }

    String bootstrap() {
        return ports.bootstrap();
    }

    String adapterAddress() {
        return ports.adapterAddress();
    }

    Path trustedKeys() {
        return work.resolve("keys").resolve(SigningKeys.TRUSTED_KEYS_FILE);
    }

    TrustedKeys keys() {
        return TrustedKeys.read(trustedKeys());
    }

    void startBroker() {
        start(programs.broker());
        await("the broker and its topics", () -> hasLogged("broker", "broker ready"));
    }

    void start(Program program) {
        processes.start(program, line -> {});
    }

    boolean hasLogged(String name, String words) {
        return child(name).lastLines().stream().anyMatch(line -> line.contains(words));
    }

    /** Ends the newest program of this name as a power cut would. */
    void kill(String name) {
        ChildProcess victim = child(name);
        killed.add(victim);
        victim.kill();
        assertThat(victim.isAlive()).isFalse();
    }

    /** The labelled events, from one laboratory. */
    void sendSource(Scenario scenario) {
        Simulator laboratory = new Simulator(scenario.array(), List.of(), SEED);
        for (int i = 0; i < SOURCE_ROWS; i++) {
            LabelledRow row = laboratory.next();
            field.send(Topics.SOURCE_EVENTS, Scenario.LABORATORY, row.features(), Optional.of(row.label()));
        }
    }

    boolean hasAlert(SimulatedSite site) {
        return log.messages(Topics.DRIFT_ALERTS).stream()
                .anyMatch(alert -> alert.domain().equals(site.domain()));
    }

    /** All announcements of the site's own releases, oldest first. */
    List<ModelRelease> releases(SimulatedSite site) {
        return log.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(site.domain()))
                .toList();
    }

    void await(String what, BooleanSupplier condition) {
        await(what, TIMEOUT, condition);
    }

    void await(String what, Duration patience, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited " + patience + " for " + what + "; " + logTails());
            }
            if (processes.all().stream().anyMatch(child -> !child.isAlive() && !killed.contains(child))) {
                throw new AssertionError("a program ended by itself while waiting for " + what + "; " + logTails());
            }
            if (topicTail != null) {
                topicTail.poll(Duration.ofMillis(100)).forEach(episodes::accept);
            }
        }
    }

    @Override
    public void close() {
        topicTail.close();
        field.close();
        processes.close();
    }

    /** The newest of this name. */
    private ChildProcess child(String name) {
        return processes.all().stream()
                .filter(child -> child.name().equals(name))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private String logTails() {
        StringBuilder words = new StringBuilder();
        processes.all().forEach(child -> words.append("\n== ")
                .append(child.name())
                .append(child.isAlive() ? "" : " (ended)")
                .append('\n')
                .append(String.join("\n", child.lastLines())));
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
