package io.realign.jobs.drift;

import static io.realign.client.testing.TestReleases.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.realign.alert.Channel;
import io.realign.alert.DriftAlert;
import io.realign.alert.FittedReference;
import io.realign.event.LocatedEvent;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file contains a snapshot of the detection function: one domain is ADAPTING, one is SUSPECTED, one is QUIET and drifts later.
 * The snapshot includes the reference.
 */
class DetectionStateCompatibilityTest extends DetectionTestBase {
    private static final Path RECORDED = Path.of("src/test/resources/compatibility/detection");
    private static final int WINDOW = 16;
    private static final int FEATURES = 64;
    private static final int ADAPTATION_END_STEP = 295;
    private static final int SNAPSHOT_STEP = 306;
    private static final int STEPS = 500;

    private final List<List<LocatedEvent>> steps = steps();

    @Override
    DetectDriftFunction detection() {
        return new DetectDriftFunction(WINDOW, GaussianEventStream.settings().domainTtl());
    }

    @BeforeEach
    void createHarness() throws Exception {
        create();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    static Stream<Path> files() throws Exception {
        if (Boolean.getBoolean("realign.freeze") && !Files.exists(file())) {
            writeSnapshot();
        }
        try (Stream<Path> files = Files.list(RECORDED)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void recordedSnapshot_isRestored_withTheSameResults(Path file) throws Exception {
        harness.initializeState(OperatorSnapshotUtil.readStateHandle(file.toString()));
        harness.open();
        FittedReference source = harness.getOperator()
                .getOperatorStateBackend()
                .getBroadcastState(DetectDriftFunction.SOURCE_REFERENCES)
                .get(Channel.RAW.label());
        process(SNAPSHOT_STEP, STEPS);
        List<DriftWindow> windows = windows();
        List<DriftAlert> alerts = alerts();
        harness.close();

        create();
        harness.open();
        runToSnapshotStep(source);
        int windowsBefore = windows().size();
        process(SNAPSHOT_STEP, STEPS);

        assertThat(alerts).isEqualTo(alerts().subList(1, alerts().size()));
        assertThat(windows).isEqualTo(windows().subList(windowsBefore, windows().size()));
        assertThat(alerts).extracting(DriftAlert::domain).containsExactlyInAnyOrder("kiln", "oven", "forge");
    }

    @Test
    void currentFormat_isRecorded() {
        assertThat(file())
                .as("record a snapshot once with -Drealign.freeze=true")
                .exists();
    }

    private static void writeSnapshot() throws Exception {
        DetectionStateCompatibilityTest test = new DetectionStateCompatibilityTest();
        test.create();
        test.harness.open();
        test.runToSnapshotStep(FittedReference.fit(
                GaussianEventStream.source(1).next("oven", 200, 0),
                FEATURES,
                GaussianEventStream.settings().calibration(),
                7));
        assertThat(test.states())
                .containsOnly(
                        entry("oven", State.ADAPTING), entry("kiln", State.SUSPECTED), entry("forge", State.QUIET));
        OperatorSubtaskState state = test.harness.snapshot(1, 1);
        test.close();
        Files.createDirectories(RECORDED);
        OperatorSnapshotUtil.writeStateHandle(state, file().toString());
    }

    private static Path file() {
        return RECORDED.resolve(new DetectorSerializer().snapshotConfiguration().getCurrentVersion() + ".snapshot");
    }

    private void runToSnapshotStep(FittedReference source) throws Exception {
        broadcast(new DetectionUpdate.RawReferenceFitted(source, Optional.empty()));
        process(0, ADAPTATION_END_STEP);
        String alertId = alerts().get(0).id();
        broadcast(new DetectionUpdate.AdaptationEnded(alertId, 2));
        broadcast(new DetectionUpdate.RolloutCompleted(verified(PairedFeatureModels.release("oven", 2, alertId))));
        process(ADAPTATION_END_STEP, SNAPSHOT_STEP);
    }

    private void process(int from, int to) throws Exception {
        for (List<LocatedEvent> step : steps.subList(from, to)) {
            process(step);
        }
    }

    private Map<String, State> states() {
        Map<String, State> states = new HashMap<>();
        windows().forEach(window -> states.put(window.domain(), window.state()));
        return states;
    }

    private static List<List<LocatedEvent>> steps() {
        GaussianEventStream target = GaussianEventStream.target(2);
        List<List<LocatedEvent>> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            List<LocatedEvent> step = new ArrayList<>();
            step.addAll(target.next("oven", 1, i < 150 ? 0 : i < 400 ? 2 : -2));
            step.addAll(target.next("kiln", 1, i < 300 ? 0 : 2));
            step.addAll(target.next("forge", 1, i < 400 ? 0 : -2));
            steps.add(step);
        }
        return steps;
    }
}
