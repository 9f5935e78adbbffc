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
 * One run of the loop in which the sensors of a site age, and the drift job and the adapter are each killed at the worst
 * moment: the one with windows written that are not yet committed, the other with its training under way.
 */
final class CrashScenario implements AutoCloseable {
    static final String DRIFTING = Scenario.DRIFTING;
    static final String STEADY = Scenario.STEADY;
    private static final int QUIET_EVENTS = 320;

    private final Scenario scenario = Scenario.standard(QUIET_EVENTS, Integer.MAX_VALUE);
    private final Simulator drifting = new Simulator(scenario.array(), scenario.drifts(), LocalDeployment.SEED + 1);
    private final Simulator steady = new Simulator(scenario.array(), List.of(), LocalDeployment.SEED + 2);
    final LocalDeployment plant;
    final EventProducer field;
    final TopicContents log;
    Map<Reason, byte[]> invalidRecords = Map.of();

    CrashScenario(Path work) {
        plant = new LocalDeployment(work, RolloutSettings.IMMEDIATE);
        field = plant.field;
        log = plant.log;
        plant.start(plant.programs.adapter());
        plant.start(driftJob());
        plant.start(plant.programs.scoringJob());
    }

    /** From the first labelled event to the last answer. */
    void run() {
        sendSource();
        plant.await(
                "version 1 on all consumers", () -> plant.episodes.baseModel().isPresent());
        sendTarget(QUIET_EVENTS);
        sendInvalidRecords();
        killDriftJob();
        driftUntilAlert();
        killAdapter();
        plant.await(
                "the end of the episode",
                () -> !plant.episodes.outcomes().isEmpty()
                        && plant.episodes.openAlerts().isEmpty());
        sendTarget(QUIET_EVENTS);
        plant.await("an answer to every event", this::allScored);
    }

    /** One more event of the drifting site, which is not sent. */
    FeatureEvent event() {
        return field.event(DRIFTING, drifting.next().features(), Optional.empty());
    }

    String bootstrap() {
        return plant.bootstrap();
    }

    TrustedKeys keys() {
        return plant.keys();
    }

    String adapterAddress() {
        return plant.adapterAddress();
    }

    @Override
    public void close() {
        plant.close();
    }

    private void sendSource() {
        plant.sendSource(scenario);
        float[] features = new float[SensorArray.SENSORS];
        field.sendInvalid(Topics.SOURCE_EVENTS, Scenario.LABORATORY, new byte[] {1, 2, 3});
        field.sendInvalid(
                Topics.SOURCE_EVENTS,
                Scenario.LABORATORY,
                Topics.SOURCE_EVENTS
                        .codec()
                        .encode(field.event(Scenario.LABORATORY, features, Optional.of("chlorine"))));
    }

    /** As many events of each site. */
    private void sendTarget(int events) {
        for (int i = 0; i < events; i++) {
            field.send(Topics.TARGET_EVENTS, DRIFTING, drifting.next().features(), Optional.empty());
            field.send(Topics.TARGET_EVENTS, STEADY, steady.next().features(), Optional.empty());
        }
    }

    private void sendInvalidRecords() {
        invalidRecords = InvalidRecords.byReason(
                Topics.TARGET_EVENTS.codec(), STEADY, steady.next().features());
        invalidRecords.values().forEach(bytes -> field.sendInvalid(Topics.TARGET_EVENTS, STEADY, bytes));
    }

    private void killDriftJob() {
        sendTarget(40);
        plant.await("windows that the drift job has written and not committed", this::hasUncommittedWindows);
        plant.kill("drift-job");
        sendTarget(24);
        plant.start(driftJob());
    }

    /** If all are committed just now, the next block of events will be in doubt. */
    private boolean hasUncommittedWindows() {
        String topic = Topics.DRIFT_WINDOWS.name();
        if (log.uncommitted(topic).size() > log.records(topic).size()) {
            return true;
        }
        sendTarget(8);
        return false;
    }

    /** With checkpoints that are far enough apart to be killed between two of them. */
    private Program driftJob() {
        Program program = plant.programs.driftJob();
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put("REALIGN_CHECKPOINT_INTERVAL", "PT5S");
        return new Program(program.name(), program.jvmFlags(), program.command(), environment);
    }

    private void driftUntilAlert() {
        sendTarget(160);
        plant.await("the alert", () -> !plant.episodes.openAlerts().isEmpty());
    }

    private void killAdapter() {
        plant.await("the training to begin", () -> plant.hasLogged("adapter", DRIFTING + ": TRAINING"));
        plant.kill("adapter");
        plant.start(plant.programs.adapter());
    }

    private boolean allScored() {
        int answers = log.records(Topics.PREDICTIONS.name()).size()
                + log.records(Topics.TARGET_EVENTS.deadLetterTopic()).size();
        return answers >= field.sent(Topics.TARGET_EVENTS).size();
    }
}
