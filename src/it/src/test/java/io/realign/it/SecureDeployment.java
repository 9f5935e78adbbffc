package io.realign.it;

import static java.util.Map.entry;
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
import io.realign.client.FollowerSettings;
import io.realign.client.ModelFollower;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.model.TrustedKeys;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaGrant;
import io.realign.schemas.KafkaGrant.Resource;
import io.realign.schemas.KafkaProgram;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The adaptation loop on a {@link SecureBroker}. Each program has a user of its own with the permissions of its {@link
 * KafkaProgram}, and no others. Each of the three programs is started first without one of its permissions.
 */
final class SecureDeployment implements AutoCloseable {
    static final String SITE = Scenario.DRIFTING_SITE;
    static final String CONSUMER = "billing";
    static final String SENSORS = "sensors";
    static final String AUDITOR = "auditor";
    private static final int SOURCE_ROWS = 1000;
    private static final long SEED = 8;
    private static final int EVENTS_BEFORE_DRIFT = 320;
    private static final int EVENTS_OF_THE_ALERT = 160;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** Users and their programs. */
    static final Map<String, KafkaProgram> USERS = new TreeMap<>(Map.ofEntries(
            entry("drift-job", KafkaProgram.DRIFT_JOB),
            entry("scoring-job", KafkaProgram.SCORING_JOB),
            entry("adapter-service", KafkaProgram.ADAPTER_SERVICE),
            entry(CONSUMER, KafkaProgram.CONSUMER),
            entry(SENSORS, KafkaProgram.PRODUCER),
            entry("feeder", KafkaProgram.FEED),
            entry(AUDITOR, KafkaProgram.REPLAY)));

    private final Path work;
    private final Ports ports = Ports.free();
    private final Programs programs;
    private final ProcessGroup processes;
    private final Set<ChildProcess> refused = new HashSet<>();
    private final Simulator site;
    private final Scenario scenario = Scenario.standard(EVENTS_BEFORE_DRIFT, Integer.MAX_VALUE);
    private final TopicTail tail;
    private final AlertTracker alerts = new AlertTracker();
    private final EventProducer producer;
    final SecureBroker broker;
    final TopicContents topics;
    final ModelFollower follower;

    /** Output of each program that was started without a permission, by name. */
    final Map<String, String> refusals = new HashMap<>();

    /** Starts the broker and a consumer with the Java client. */
    SecureDeployment(Path work) {
        this.work = work;
        broker = new SecureBroker(work, ports.broker(), USERS.keySet());
        programs = new Programs(
                new Installation(Path.of(System.getProperty("realign.root"))),
                new StreamSettings(SensorArray.SENSORS, SensorArray.GASES, SOURCE_ROWS),
                work,
                ports,
                SEED,
                new RolloutSettings(40, Duration.ofSeconds(1)));
        processes = new ProcessGroup(work, LocalDeployment.directory(work.resolve("logs")));
        site = new Simulator(scenario.array(), scenario.drifts(), SEED + 1);
        topics = new TopicContents(broker.adminConnection());
        tail = TopicTail.fromBeginning(
                broker.adminConnection(),
                List.of(Topics.MODELS, Topics.ROLLOUTS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS));
        programs.createKeys();
        USERS.forEach((user, program) -> broker.grant(user, grantsAtFirst(user, program)));
        producer = new EventProducer(broker.connection(SENSORS));
        follower = new ModelFollower(
                new FollowerSettings(
                                CONSUMER,
                                ports.bootstrap(),
                                URI.create(adapterAddress()),
                                work.resolve("billing-cache"),
                                TrustedKeys.read(trustedKeys()))
                        .withKafkaSecurity(broker.security(CONSUMER)),
                Clock.systemUTC());
    }

    /** Runs the loop from the source to the predictions of an adapted release. */
    void run() {
        startPrograms();
        sendUntilAdapted();
    }

    KafkaConnection connection(String user) {
        return broker.connection(user);
    }

    String adapterAddress() {
        return ports.adapterAddress();
    }

    Path trustedKeys() {
        return work.resolve("keys").resolve(SigningKeys.TRUSTED_KEYS_FILE);
    }

    /** Output of the most recent start of a program. */
    String log(String name) {
        try {
            return Files.readString(work.resolve("logs").resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Release messages of the site, oldest first: one for each rollout step. */
    List<ModelRelease> releases() {
        return topics.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(SITE))
                .toList();
    }

    int sentEvents() {
        return producer.sent(Topics.TARGET_EVENTS).size();
    }

    void send(int events) {
        for (int i = 0; i < events; i++) {
            producer.send(Topics.TARGET_EVENTS, SITE, site.next().features(), Optional.empty());
        }
    }

    @Override
    public void close() {
        follower.close();
        producer.close();
        tail.close();
        processes.close();
        broker.close();
    }

    private void startPrograms() {
        List<Program> started = List.of(
                as("adapter-service", programs.adapter()),
                as("drift-job", programs.driftJob()),
                as("scoring-job", programs.scoringJob()));
        started.forEach(program -> refused.add(processes.start(program, line -> {})));
        refused.forEach(child -> {
            if (child.name().equals("adapter")) {
                // The service waits for its permissions.
                await("a refusal of the adapter service", () -> child.lastLines().stream()
                        .anyMatch(line -> line.contains(" may not ")));
                child.kill();
            } else {
                await("the end of " + child.name(), () -> !child.isAlive());
                assertThat(child.exitCode())
                        .as(() -> String.join("\n", child.lastLines()))
                        .isEqualTo(1);
            }
            refusals.put(child.name(), log(child.name()));
        });
        USERS.forEach((user, program) -> broker.grant(user, program.grants()));
        started.forEach(program -> processes.start(program, line -> {}));
    }

    /** Without the permission that the program is refused for. */
    private static List<KafkaGrant> grantsAtFirst(String user, KafkaProgram program) {
        return program.grants().stream()
                .filter(grant -> switch (user) {
                    case "adapter-service" -> !grant.name().equals(Topics.ROLLOUTS.name());
                    case "scoring-job" -> grant.resource() == Resource.TOPIC;
                    case "drift-job" -> !grant.name().equals(Topics.DRIFT_ALERTS.name());
                    default -> true;
                })
                .toList();
    }

    private Program as(String user, Program program) {
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.putAll(broker.environment(user));
        return new Program(program.name(), program.jvmFlags(), program.command(), environment);
    }

    private void sendUntilAdapted() {
        Simulator laboratory = new Simulator(scenario.array(), List.of(), SEED);
        for (int i = 0; i < SOURCE_ROWS; i++) {
            LabelledRow row = laboratory.next();
            producer.send(Topics.SOURCE_EVENTS, Scenario.SOURCE_DOMAIN, row.features(), Optional.of(row.label()));
        }
        await("version 1 on all consumers", () -> alerts.baseModel().isPresent());
        send(EVENTS_BEFORE_DRIFT + EVENTS_OF_THE_ALERT);
        await(
                "an alert",
                () -> sendUnless(() -> !topics.messages(Topics.DRIFT_ALERTS).isEmpty()));
        await(
                "the end of the adaptation",
                () -> sendUnless(() -> !alerts.endedAdaptations().isEmpty()
                        && alerts.openAlerts().isEmpty()));
        send(40);
        await(
                "a prediction for every event",
                () -> topics.records(Topics.PREDICTIONS.name()).size() == sentEvents());
    }

    private boolean sendUnless(BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return true;
        }
        send(20);
        return false;
    }

    void await(String description, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(TIMEOUT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline) || anyEnded()) {
                throw new AssertionError("expected " + description + ", got none within " + TIMEOUT + ": "
                        + LocalDeployment.logTails(processes));
            }
            tail.poll(Duration.ofMillis(100)).forEach(alerts::accept);
        }
    }

    private boolean anyEnded() {
        return processes.all().stream().anyMatch(child -> !child.isAlive() && !refused.contains(child));
    }
}
