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
import io.realign.schemas.KafkaConnection;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The broker, the adapter service and the jobs, each in its own JVM, and their topics. */
final class LocalDeployment implements AutoCloseable {
    static final int SOURCE_ROWS = 1000;
    static final long SEED = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(150);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(150);

    private final Ports ports = Ports.free();
    private final Path work;
    private final Set<ChildProcess> killed = new HashSet<>();
    private final TopicTail topicTail;
    final Programs programs;
    final ProcessGroup processes;
    final AlertTracker alertTracker = new AlertTracker();
    final EventProducer producer;
    final TopicContents topics;

    /** Starts the broker only. */
    LocalDeployment(Path work, RolloutSettings steps) {
        this.work = work;
        Installation installation = new Installation(Path.of(System.getProperty("realign.root")));
        StreamSettings events = new StreamSettings(SensorArray.SENSORS, SensorArray.GASES, SOURCE_ROWS);
        programs = new Programs(installation, events, work, ports, SEED, steps);
        processes = new ProcessGroup(work, directory(logs()));
        programs.createKeys();
        startBroker();
        producer = new EventProducer(ports.bootstrap());
        topics = new TopicContents(ports.bootstrap());
        topicTail = TopicTail.fromBeginning(
                KafkaConnection.plaintext(ports.bootstrap()),
                List.of(Topics.MODELS, Topics.ROLLOUTS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS));
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

    Path logs() {
        return work.resolve("logs");
    }

    TrustedKeys keys() {
        return TrustedKeys.read(trustedKeys());
    }

    void startBroker() {
        start(programs.broker());
        await("the broker with its topics", () -> hasLogged("broker", "broker ready"));
    }

    void start(Program program) {
        processes.start(program, line -> {});
    }

    boolean hasLogged(String name, String text) {
        return child(name).lastLines().stream().anyMatch(line -> line.contains(text));
    }

    /** Forcibly terminates the most recently started program with this name. */
    void kill(String name) {
        ChildProcess child = child(name);
        killed.add(child);
        child.kill();
        assertThat(child.isAlive()).isFalse();
    }

    /** Sends the labelled events of the source. */
    void sendSource(Scenario scenario) {
        Simulator laboratory = new Simulator(scenario.array(), List.of(), SEED);
        for (int i = 0; i < SOURCE_ROWS; i++) {
            LabelledRow row = laboratory.next();
            producer.send(Topics.SOURCE_EVENTS, Scenario.SOURCE_DOMAIN, row.features(), Optional.of(row.label()));
        }
    }

    boolean hasAlert(SimulatedSite site) {
        return topics.messages(Topics.DRIFT_ALERTS).stream()
                .anyMatch(alert -> alert.domain().equals(site.domain()));
    }

    /** Release messages of the site, oldest first: one for each rollout step. */
    List<ModelRelease> releases(SimulatedSite site) {
        return topics.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(site.domain()))
                .toList();
    }

    void await(String description, BooleanSupplier condition) {
        await(description, TIMEOUT, condition);
    }

    void await(String description, Duration timeout, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(timeout);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + timeout + ": " + description + "; " + logTails(processes));
            }
            if (processes.all().stream().anyMatch(child -> !child.isAlive() && !killed.contains(child))) {
                throw new AssertionError(
                        "a program ended unexpectedly while waiting for: " + description + "; " + logTails(processes));
            }
            if (topicTail == null) {
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            } else {
                topicTail.poll(POLL_INTERVAL).forEach(alertTracker::accept);
            }
        }
    }

    @Override
    public void close() {
        topicTail.close();
        topics.close();
        producer.close();
        processes.close();
    }

    /** The most recently started program with this name. */
    private ChildProcess child(String name) {
        return processes.all().stream()
                .filter(child -> child.name().equals(name))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    /** The last log lines of all programs. */
    static String logTails(ProcessGroup processes) {
        StringBuilder tails = new StringBuilder();
        processes.all().forEach(child -> tails.append("\n== ")
                .append(child.name())
                .append(child.isAlive() ? "" : " (ended)")
                .append('\n')
                .append(String.join("\n", child.lastLines())));
        return tails.toString();
    }

    static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
