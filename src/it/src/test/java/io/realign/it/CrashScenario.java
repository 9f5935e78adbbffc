package io.realign.it;

import io.realign.cli.launch.Program;
import io.realign.cli.launch.RolloutSettings;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorArray;
import io.realign.cli.simulate.Simulator;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.FeatureEvent;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Drift of one site, during which two programs are killed: the drift job while it has uncommitted windows, and the adapter
 * service while it trains.
 */
final class CrashScenario implements AutoCloseable {
    static final String DRIFTING_SITE = Scenario.DRIFTING_SITE;
    static final String STABLE_SITE = Scenario.STABLE_SITE;
    private static final int EVENTS_BEFORE_DRIFT = 320;

    private final Scenario scenario = Scenario.standard(EVENTS_BEFORE_DRIFT, Integer.MAX_VALUE);
    private final Simulator drifting = new Simulator(scenario.array(), scenario.drifts(), LocalDeployment.SEED + 1);
    private final Simulator steady = new Simulator(scenario.array(), List.of(), LocalDeployment.SEED + 2);
    final LocalDeployment deployment;
    final EventProducer producer;
    final TopicContents topics;
    Map<Reason, byte[]> invalidRecords = Map.of();

    CrashScenario(Path work) {
        deployment = new LocalDeployment(work, RolloutSettings.IMMEDIATE);
        producer = deployment.producer;
        topics = deployment.topics;
        deployment.start(deployment.programs.adapter());
        deployment.start(driftJob());
        deployment.start(deployment.programs.scoringJob());
    }

    /** Returns when every target event is scored or dead-lettered. */
    void run() {
        sendSource();
        deployment.await(
                "version 1 on all consumers",
                () -> deployment.alertTracker.baseModel().isPresent());
        sendTarget(EVENTS_BEFORE_DRIFT);
        sendInvalidRecords();
        killDriftJob();
        driftUntilAlert();
        killAdapter();
        deployment.await(
                "the end of the adaptation",
                () -> !deployment.alertTracker.endedAdaptations().isEmpty()
                        && deployment.alertTracker.openAlerts().isEmpty());
        sendTarget(EVENTS_BEFORE_DRIFT);
        deployment.await("a prediction or a dead letter for every event", this::allScored);
    }

    /** Generates the next event of the drifting site without sending it. */
    FeatureEvent nextEvent() {
        return producer.event(DRIFTING_SITE, drifting.next().features(), Optional.empty());
    }

    String bootstrap() {
        return deployment.bootstrap();
    }

    TrustedKeys keys() {
        return deployment.keys();
    }

    String adapterAddress() {
        return deployment.adapterAddress();
    }

    @Override
    public void close() {
        deployment.close();
    }

    private void sendSource() {
        deployment.sendSource(scenario);
        float[] features = new float[SensorArray.SENSORS];
        producer.sendInvalid(Topics.SOURCE_EVENTS, Scenario.SOURCE_DOMAIN, new byte[] {1, 2, 3});
        producer.sendInvalid(
                Topics.SOURCE_EVENTS,
                Scenario.SOURCE_DOMAIN,
                Topics.SOURCE_EVENTS
                        .codec()
                        .encode(producer.event(Scenario.SOURCE_DOMAIN, features, Optional.of("chlorine"))));
    }

    /** Sends this number of events of each site. */
    private void sendTarget(int events) {
        for (int i = 0; i < events; i++) {
            producer.send(Topics.TARGET_EVENTS, DRIFTING_SITE, drifting.next().features(), Optional.empty());
            producer.send(Topics.TARGET_EVENTS, STABLE_SITE, steady.next().features(), Optional.empty());
        }
    }

    private void sendInvalidRecords() {
        invalidRecords = InvalidRecords.byReason(
                Topics.TARGET_EVENTS.codec(), STABLE_SITE, steady.next().features());
        invalidRecords.values().forEach(bytes -> producer.sendInvalid(Topics.TARGET_EVENTS, STABLE_SITE, bytes));
    }

    private void killDriftJob() {
        sendTarget(40);
        deployment.await("uncommitted windows of the drift job", this::hasUncommittedWindows);
        deployment.kill("drift-job");
        sendTarget(24);
        deployment.start(driftJob());
    }

    /** Sends more events if all windows are committed. */
    private boolean hasUncommittedWindows() {
        String topic = Topics.DRIFT_WINDOWS.name();
        if (topics.uncommitted(topic).size() > topics.records(topic).size()) {
            return true;
        }
        sendTarget(8);
        return false;
    }

    /** The drift job with a checkpoint interval long enough to kill it between two checkpoints. */
    private Program driftJob() {
        Program program = deployment.programs.driftJob();
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put("REALIGN_CHECKPOINT_INTERVAL", "PT5S");
        return new Program(program.name(), program.jvmFlags(), program.command(), environment);
    }

    private void driftUntilAlert() {
        sendTarget(160);
        deployment.await(
                "the alert", () -> !deployment.alertTracker.openAlerts().isEmpty());
    }

    private void killAdapter() {
        deployment.await(
                "the start of the training", () -> deployment.hasLogged("adapter", DRIFTING_SITE + ": TRAINING"));
        deployment.kill("adapter");
        deployment.start(deployment.programs.adapter());
    }

    private boolean allScored() {
        int processed = topics.records(Topics.PREDICTIONS.name()).size()
                + topics.records(Topics.TARGET_EVENTS.deadLetterTopic()).size();
        return processed >= producer.sent(Topics.TARGET_EVENTS).size();
    }
}
