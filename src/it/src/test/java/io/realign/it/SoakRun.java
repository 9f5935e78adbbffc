package io.realign.it;

import io.realign.cli.launch.Program;
import io.realign.cli.launch.RolloutSettings;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.watch.AlertTracker;
import io.realign.cli.watch.TopicTail;
import io.realign.it.EventProducer.SentRecord;
import io.realign.it.SoakPlan.Fault;
import io.realign.it.SoakPlan.Kind;
import io.realign.rollout.Prediction;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Runs the five programs under load, injects the faults of a plan, and counts what the faults have caused. */
final class SoakRun implements AutoCloseable {
    static final List<String> PROGRAMS = List.of("broker", "adapter", "drift-job", "scoring-job", FollowerProgram.NAME);

    private static final RolloutSettings ROLLOUT = new RolloutSettings(60, Duration.ofSeconds(3));

    /** Includes several restarts of all programs, on a busy machine. */
    private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(3);

    private static final Duration STARTUP_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(50);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration AUDIT_INTERVAL = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final SoakPlan plan;
    private final LocalDeployment deployment;
    private final Supervisor supervisor;
    private final SoakLoad load;
    private final TopicTail tail;
    private final TopicTail followerTail;
    private final AlertTracker alerts = new AlertTracker();
    private final SoakProgress progress = new SoakProgress(
            List.of(Topics.PREDICTIONS.name(), Topics.DRIFT_WINDOWS.name(), FollowerProgram.PREDICTIONS.name()),
            SoakLoad.DOMAINS);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build();

    /** End of the kill or of the pause, by fault that the system has not recovered from. */
    private final Map<Fault, Instant> openFaults = new LinkedHashMap<>();

    private final Map<Fault, Duration> recoveries = new LinkedHashMap<>();

    /** Starts the programs, and waits until all of them serve version 1. */
    SoakRun(Path work, SoakPlan plan) {
        this.plan = plan;
        deployment = new LocalDeployment(work, ROLLOUT);
        createFollowerTopic();
        List<Program> programs = List.of(
                deployment.programs.broker(),
                deployment.programs.adapter(),
                deployment.programs.driftJob(),
                deployment.programs.scoringJob(),
                FollowerProgram.program(deployment, work.resolve("follower-cache")));
        // The constructor of the deployment has started the broker.
        programs.stream().skip(1).forEach(deployment::start);
        deployment.sendSource(Scenario.standard(0, 1));
        deployment.await(
                "version 1 on all consumers",
                STARTUP_TIMEOUT,
                () -> deployment.alertTracker.baseModel().isPresent());
        supervisor = new Supervisor(deployment.processes, programs);
        load = new SoakLoad(deployment.bootstrap(), plan.seed());
        tail = TopicTail.fromBeginning(
                KafkaConnection.plaintext(deployment.bootstrap()),
                List.of(
                        Topics.PREDICTIONS,
                        Topics.DRIFT_WINDOWS,
                        Topics.DRIFT_ALERTS,
                        Topics.ADAPTATIONS,
                        Topics.MODELS,
                        Topics.ROLLOUTS));
        followerTail = TopicTail.fromBeginning(
                KafkaConnection.plaintext(deployment.bootstrap()), List.of(FollowerProgram.PREDICTIONS));
    }

    /** Injects all faults, unless the system does not recover from one of them. */
    SoakReport run() {
        Instant start = Instant.now();
        load.start();
        boolean recovered = await(() -> progress.behind(start).isEmpty());
        for (Fault fault : plan.faults()) {
            recovered = recovered && await(fault.duringRecovery() ? supervisor::allRunning : openFaults::isEmpty);
            if (recovered) {
                pollFor(fault.delay());
                inject(fault);
            }
        }
        Instant lastFault = Instant.now();
        await(() -> openFaults.isEmpty() && progress.behind(lastFault).isEmpty());
        await(() -> alerts.openAlerts().isEmpty());
        List<String> stuck = new ArrayList<>(progress.behind(lastFault));
        alerts.openAlerts()
                .forEach(alert -> stuck.add("alert %d of %s".formatted(alert.sequenceNumber(), alert.domain())));
        List<SentRecord> sent = load.stop();
        TopicAudit audit = auditWhenComplete(sent);
        return new SoakReport(
                plan,
                Duration.between(start, Instant.now()),
                sent.size(),
                audit,
                stuck,
                recoveries,
                supervisor.exits());
    }

    /** The last lines of all programs. */
    String lastLines() {
        return supervisor.lastLines();
    }

    @Override
    public void close() {
        load.close();
        tail.close();
        followerTail.close();
        deployment.close();
    }

    private void createFollowerTopic() {
        Topic<?> topic = FollowerProgram.PREDICTIONS;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic.name(), topic.partitions(), (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError("cannot create " + topic.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void inject(Fault fault) {
        System.out.println(fault);
        if (fault.kind() == Kind.KILL) {
            fault.programs().forEach(name -> supervisor.kill(name, fault.length()));
        } else {
            fault.programs().forEach(supervisor::pause);
            pollFor(fault.length());
            fault.programs().forEach(supervisor::resume);
        }
        openFaults.put(fault, Instant.now());
    }

    private boolean await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(RECOVERY_TIMEOUT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            poll();
        }
        return true;
    }

    private void pollFor(Duration duration) {
        Instant end = Instant.now().plus(duration);
        while (Instant.now().isBefore(end)) {
            poll();
        }
    }

    private void poll() {
        supervisor.restartEnded();
        tail.poll(POLL_TIMEOUT).forEach(message -> {
            alerts.accept(message);
            if (message instanceof Prediction prediction) {
                progress.advance(Topics.PREDICTIONS.name(), prediction.domain(), prediction.time());
            } else if (message instanceof DriftWindow window) {
                progress.advance(Topics.DRIFT_WINDOWS.name(), window.domain(), window.end());
            }
        });
        followerTail.poll(POLL_TIMEOUT).forEach(message -> {
            Prediction prediction = (Prediction) message;
            progress.advance(FollowerProgram.PREDICTIONS.name(), prediction.domain(), prediction.time());
        });
        Instant now = Instant.now();
        List<Fault> recovered = openFaults.entrySet().stream()
                .filter(fault -> progress.behind(fault.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!recovered.isEmpty() && supervisor.allRunning() && isAdapterReady()) {
            for (Fault fault : recovered) {
                Duration recovery = Duration.between(openFaults.remove(fault), now);
                recoveries.put(fault, recovery);
                System.out.printf("fault %d: recovery after %d s%n", fault.number(), recovery.toSeconds());
            }
        }
    }

    /** Audits the topics until every record has arrived, or until the timeout. */
    private TopicAudit auditWhenComplete(List<SentRecord> sent) {
        Instant deadline = Instant.now().plus(RECOVERY_TIMEOUT);
        TopicAudit audit = TopicAudit.of(deployment.topics, sent);
        while (!audit.isComplete() && Instant.now().isBefore(deadline)) {
            pollFor(AUDIT_INTERVAL);
            audit = TopicAudit.of(deployment.topics, sent);
        }
        return audit;
    }

    private boolean isAdapterReady() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(deployment.adapterAddress() + "/q/health/ready"))
                .timeout(PROBE_TIMEOUT)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
