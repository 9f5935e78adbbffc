package io.realign.jobs.drift;

import static io.realign.client.testing.TestReleases.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.alert.Channel;
import io.realign.alert.DriftAlert;
import io.realign.alert.FittedReference;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.OffsetRanges;
import io.realign.event.Tensor;
import io.realign.jobs.kafka.ValidateFunction;
import io.realign.jobs.runtime.JobMetrics;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrigin;
import io.realign.testing.ReleaseBuilder;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectDriftFunctionTest extends DetectionTestBase {
    private static final DetectionUpdate REFERENCE_V1 = fittedReference(1, 200);
    private static final DetectionUpdate REFERENCE_V2 = fittedReference(2, 300);

    @TempDir
    private Path directory;

    private final GaussianEventStream target = GaussianEventStream.target(2);

    @Override
    DetectDriftFunction detection() {
        return new DetectDriftFunction(GaussianEventStream.settings(), RecordGuard.in(directory, "drift-job"));
    }

    @BeforeEach
    void open() throws Exception {
        create();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void domains_areIndependent() throws Exception {
        broadcast(REFERENCE_V1);
        for (int i = 0; i < 400; i++) {
            process(target.next("stable", 1, 0));
            process(target.next("drifted", 1, i < 200 ? 0 : 2));
        }

        assertThat(alerts()).hasSize(1);
        assertThat(alerts().get(0).domain()).isEqualTo("drifted");
        assertThat(windows()).extracting(DriftWindow::domain).contains("stable", "drifted");
    }

    @Test
    void newestEvents_areBuffered_untilTheReferenceIsFitted() throws Exception {
        process(target.next("oven", 500, 0));
        process(target.next("kiln", 40, 0));
        assertThat(windows()).isEmpty();

        broadcast(REFERENCE_V1);
        process(target.next("kiln", 24, 0));

        assertThat(offsets("oven")).hasToString("[target.events-0[436,500)]");
        assertThat(offsets("kiln")).hasToString("[target.events-0[500,564)]");
    }

    @Test
    void eventThatFailsRepeatedly_becomesADeadLetter_andTheWindowsContinue() throws Exception {
        broadcast(REFERENCE_V1);
        process(target.next("oven", 10, 0));
        OperatorSubtaskState state = harness.snapshot(1, 1);
        LocatedEvent failing = new LocatedEvent(
                new FeatureEvent("wide", "oven", GaussianEventStream.START, Tensor.vector(1, 2, 3), Optional.empty()),
                OffsetRange.of("target.events", 0, 1000));
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> process(List.of(failing))).isInstanceOf(RuntimeException.class);
            restore(state);
        }

        process(List.of(failing));
        process(target.next("oven", 10, 0));

        assertThat(harness.getSideOutput(ValidateFunction.DEAD_LETTERS))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getValue().offset()).isEqualTo(1000);
                    assertThat(letter.getValue().violation().category()).isEqualTo(Reason.PROCESSING_FAILED);
                    assertThat(letter.getValue().violation().description()).contains("drift-job failed 3 times");
                });
        assertThat(windows()).isNotEmpty();
    }

    @Test
    void incompleteRollout_isNotAnOutcome() throws Exception {
        String alertId = driftUntilAlert();

        broadcast(new DetectionUpdate.AdaptationEnded(alertId, 2));
        process(target.next("oven", 100, 2));
        assertThat(newestState()).isEqualTo(State.CONFIRMED);

        broadcast(new DetectionUpdate.RolloutCompleted(verified(PairedFeatureModels.release("oven", 2, alertId))));
        process(target.next("oven", 100, 2));
        assertThat(newestState()).isEqualTo(State.ADAPTED);
    }

    @Test
    void rolledBackRelease_leavesTheDriftPersisting() throws Exception {
        String alertId = driftUntilAlert();

        broadcast(new DetectionUpdate.AdaptationEnded(alertId, 2));
        broadcast(
                new DetectionUpdate.RolloutCompleted(verified(rolledBack(PairedFeatureModels.release("oven", 3, "")))));
        process(target.next("oven", 200, 2));

        assertThat(windows())
                .extracting(DriftWindow::state)
                .contains(State.PERSISTING)
                .doesNotContain(State.ADAPTED);
    }

    @Test
    void outcomeBeforeTheAlert_allowsTheNextAlert() throws Exception {
        broadcast(REFERENCE_V1);
        List<LocatedEvent> drifted = new ArrayList<>(target.next("oven", 200, 0));
        drifted.addAll(target.next("oven", 300, 2));
        process(drifted);
        String firstId = alerts().get(0).id();
        harness.close();

        open();
        broadcast(REFERENCE_V1);
        broadcast(new DetectionUpdate.AdaptationEnded(firstId, 2));
        broadcast(new DetectionUpdate.RolloutCompleted(verified(PairedFeatureModels.release("oven", 2, firstId))));
        process(drifted);
        process(target.next("oven", 300, -2));

        assertThat(alerts()).extracting(DriftAlert::sequenceNumber).containsExactly(1, 2);
        assertThat(alerts().get(0).id()).isEqualTo(firstId);
        assertThat(alerts().get(1).reference().name()).isEqualTo(firstId);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 37, 64, 205, 240, 290, 330, 499})
    void restore_withinAWindow_givesTheSameWindowsAndAlerts(int cut) throws Exception {
        List<LocatedEvent> events = new ArrayList<>(target.next("oven", 200, 0));
        events.addAll(target.next("oven", 300, 2));
        broadcast(REFERENCE_V1);

        assertRestores(events, cut);
    }

    @Test
    void results_areIndependentOfOtherDomainsAndParallelism() throws Exception {
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.addAll(target.next("oven", 1, i < 200 ? 0 : 2));
            events.addAll(target.next("kiln", 1, 0));
            events.addAll(target.next("forge", 1, i < 350 ? 0 : -2));
        }
        List<DriftWindow> expectedWindows = new ArrayList<>();
        List<DriftAlert> expectedAlerts = new ArrayList<>();
        for (String domain : List.of("oven", "kiln", "forge")) {
            broadcast(REFERENCE_V1);
            process(events.stream()
                    .filter(event -> event.event().domain().equals(domain))
                    .toList());
            expectedWindows.addAll(windows());
            expectedAlerts.addAll(alerts());
            harness.close();
            open();
        }

        broadcast(REFERENCE_V1);
        process(events.subList(0, 500));
        List<DriftWindow> windows = new ArrayList<>(windows());
        List<DriftAlert> alerts = new ArrayList<>(alerts());
        OperatorSubtaskState state = harness.snapshot(1, 1);
        OperatorSubtaskState[] subtaskStates = new OperatorSubtaskState[2];
        for (int subtask = 0; subtask < 2; subtask++) {
            restore(state, 1, 2, subtask);
            process(eventsOfSubtask(subtask, events.subList(500, 1000)));
            subtaskStates[subtask] = harness.snapshot(2, 2);
            windows.addAll(windows());
            alerts.addAll(alerts());
        }
        restore(AbstractStreamOperatorTestHarness.repackageState(subtaskStates), 2, 1, 0);
        process(events.subList(1000, 1500));
        windows.addAll(windows());
        alerts.addAll(alerts());

        assertThat(windows).containsExactlyInAnyOrderElementsOf(expectedWindows);
        assertThat(alerts).containsExactlyInAnyOrderElementsOf(expectedAlerts);
        assertThat(alerts).extracting(DriftAlert::domain).containsExactlyInAnyOrder("oven", "forge");
    }

    @Test
    void domainWithFewEvents_raisesNoAlert_andHasOneStateEntry() throws Exception {
        broadcast(REFERENCE_V1);
        // Three events of the lowest rank raise a suspicion.
        process(target.next("oven", 2, 50));
        assertThat(harness.getOutput()).isEmpty();
        assertThat(stateEntryCount()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();

        process(target.next("oven", GaussianEventStream.WINDOW, 50));
        assertThat(alerts()).isEmpty();
        process(target.next("oven", 1, 50));

        assertThat(alerts()).extracting(DriftAlert::domain).containsExactly("oven");
        assertThat(stateEntryCount()).isEqualTo(1);
    }

    @Test
    void lateEvents_areCounted_andIgnored() throws Exception {
        InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
        CoBroadcastWithKeyedOperator<String, LocatedEvent, DetectionUpdate, DriftWindow> operator = operator();
        List<LocatedEvent> late = target.next("oven", 3, 0);
        target.next("kiln", 100, 0);
        List<LocatedEvent> events = new ArrayList<>(target.next("oven", 20, 0));
        events.addAll(late);
        events.addAll(target.next("oven", 20, 0));
        AbstractStreamOperatorTestHarness<DriftWindow> counted =
                new AbstractStreamOperatorTestHarness<>(operator, environment(metrics));
        counted.getStreamConfig().setStatePartitioner(0, BY_DOMAIN);
        counted.getStreamConfig().setStateKeySerializer(StringSerializer.INSTANCE);
        counted.getStreamConfig().serializeAllConfigs();
        counted.open();
        operator.processElement2(new StreamRecord<>(REFERENCE_V1));
        for (LocatedEvent event : events) {
            StreamRecord<LocatedEvent> record = new StreamRecord<>(event);
            operator.setKeyContextElement1(record);
            operator.processElement1(record);
        }
        List<DriftWindow> windows = counted.extractOutputValues();
        counted.close();

        assertThat(((Counter) metrics.get(JobMetrics.LATE)).getCount()).isEqualTo(late.size());
        assertThat(windows)
                .hasSize(40 / 8)
                .flatExtracting(DriftWindow::offsets)
                .extracting(OffsetRange::from)
                .allMatch(from -> from >= late.size());
    }

    @Test
    void newerReferenceVersion_isUsed_andAnOlderOneIsIgnored() throws Exception {
        broadcast(REFERENCE_V1);
        process(target.next("oven", 100, 0));
        assertThat(windows()).extracting(DriftWindow::referenceVersion).containsOnly(1);

        broadcast(REFERENCE_V2);
        broadcast(REFERENCE_V1);
        process(target.next("oven", 100, 0));
        process(target.next("oven", 300, 2));

        assertThat(windows().subList(12, windows().size()))
                .extracting(DriftWindow::referenceVersion)
                .containsOnly(2);
        assertThat(alerts()).extracting(alert -> alert.reference().version()).containsExactly(2);
    }

    @Test
    void restore_givesTheSameReferenceBytes() throws Exception {
        broadcast(REFERENCE_V2);
        byte[] expected = referenceBytes();
        OperatorSubtaskState state = harness.snapshot(1, 1);

        restore(state);

        assertThat(referenceBytes()).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void expiredDomain_losesItsOpenAlert() throws Exception {
        broadcast(REFERENCE_V1);
        process(target.next("oven", 200, 0));
        process(target.next("oven", 103, 2));
        assertThat(alerts()).hasSize(1);
        int windowsBefore = windows().size();

        harness.setStateTtlProcessingTime(
                GaussianEventStream.settings().domainTtl().toMillis() + 1);
        process(target.next("oven", GaussianEventStream.WINDOW, 0));

        List<DriftWindow> after = windows().subList(windowsBefore, windows().size());
        assertThat(after.get(0).offsets()).hasToString("[target.events-0[303,311)]");
        assertThat(after).extracting(DriftWindow::state).containsOnly(DriftWindow.State.QUIET);
    }

    @Test
    void expiredDomains_areRemovedFromState() throws Exception {
        broadcast(REFERENCE_V1);
        process(target.next("oven", 10, 0));
        process(target.next("kiln", 10, 0));
        assertThat(stateEntryCount()).isEqualTo(2);

        harness.setStateTtlProcessingTime(
                GaussianEventStream.settings().domainTtl().toMillis() + 1);
        process(target.next("forge", 100, 0));

        assertThat(stateEntryCount()).isEqualTo(1);
    }

    private void restore(OperatorSubtaskState state, int previousSubtasks, int subtasks, int subtask) throws Exception {
        harness.close();
        create(subtasks, subtask);
        harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, KEY_GROUPS, previousSubtasks, subtasks, subtask));
        harness.open();
    }

    private static List<LocatedEvent> eventsOfSubtask(int subtask, List<LocatedEvent> events) {
        return events.stream()
                .filter(event -> KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                event.event().domain(), KEY_GROUPS, 2)
                        == subtask)
                .toList();
    }

    private int stateEntryCount() {
        return ((HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend()).numKeyValueStateEntries();
    }

    private static MockEnvironment environment(InterceptingOperatorMetricGroup metrics) {
        return new MockEnvironmentBuilder()
                .setMetricGroup(new InterceptingTaskMetricGroup() {
                    @Override
                    public InternalOperatorMetricGroup getOrAddOperator(
                            OperatorID id, String name, Map<String, String> variables) {
                        return metrics;
                    }
                })
                .build();
    }

    private byte[] referenceBytes() throws Exception {
        FittedReference reference = harness.getOperator()
                .getOperatorStateBackend()
                .getBroadcastState(DetectDriftFunction.SOURCE_REFERENCES)
                .get(Channel.RAW.label());
        DataOutputSerializer out = new DataOutputSerializer(1 << 12);
        new FittedReferenceSerializer().serialize(reference, out);
        return out.getCopyOfBuffer();
    }

    private List<OffsetRange> offsets(String domain) {
        return windows().stream()
                .filter(window -> window.domain().equals(domain))
                .map(DriftWindow::offsets)
                .reduce(List.of(), OffsetRanges::union);
    }

    private static DetectionUpdate fittedReference(int version, int events) {
        return new DetectionUpdate.RawReferenceFitted(
                FittedReference.fit(
                        GaussianEventStream.source(1).next("oven", events, 0),
                        version,
                        GaussianEventStream.settings().randomFeatures(),
                        GaussianEventStream.settings().calibration(),
                        7),
                Optional.empty());
    }

    private String driftUntilAlert() throws Exception {
        broadcast(REFERENCE_V1);
        process(target.next("oven", 200, 0));
        process(target.next("oven", 300, 2));
        return alerts().get(0).id();
    }

    private State newestState() {
        return windows().get(windows().size() - 1).state();
    }

    private static ModelRelease rolledBack(ModelRelease release) {
        return ReleaseBuilder.copyOf(release)
                .id(release.id())
                .origin(new ReleaseOrigin(release.origin().parentVersion(), 1, "", "", List.of()))
                .build();
    }
}
