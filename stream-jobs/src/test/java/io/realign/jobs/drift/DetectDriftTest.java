package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.Baseline;
import io.realign.alert.Channel;
import io.realign.alert.DriftAlert;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Offsets;
import io.realign.jobs.JobMetrics;
import io.realign.model.ModelRelease;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.DyadicWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectDriftTest extends Detecting {
    private static final Notice LEARNT = learnt(1, 200);
    private static final Notice LEARNT_ANEW = learnt(2, 300);

    private final Ovens target = Ovens.target(2);

    @Override
    DetectDrift detection() {
        return new DetectDrift(Ovens.WINDOW, Ovens.settings().domainTtl());
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
    void domains_areWatchedApart() throws Exception {
        tell(LEARNT);
        for (int i = 0; i < 400; i++) {
            feed(target.next("calm", 1, 0));
            feed(target.next("moved", 1, i < 200 ? 0 : 2));
        }

        assertThat(alerts()).hasSize(1);
        assertThat(alerts().get(0).domain()).isEqualTo("moved");
        assertThat(windows()).extracting(DriftWindow::domain).contains("calm", "moved");
    }

    @Test
    void newestWindowOfEvents_waits_untilTheSourceIsLearnt() throws Exception {
        feed(target.next("oven", 500, 0));
        feed(target.next("kiln", 40, 0));
        assertThat(windows()).isEmpty();

        tell(LEARNT);
        feed(target.next("kiln", 24, 0));

        assertThat(offsets("oven")).hasToString("[target.events-0[436,500)]");
        assertThat(offsets("kiln")).hasToString("[target.events-0[500,564)]");
    }

    @Test
    void releaseThatIsStillRolledOut_isNoOutcome() throws Exception {
        String alert = moveAndAlert();

        tell(new Notice.Decided(alert, 2));
        feed(target.next("oven", 100, 2));
        assertThat(newestState()).isEqualTo(State.CONFIRMED);

        tell(new Notice.Released(PairModels.release("oven", 2, alert)));
        feed(target.next("oven", 100, 2));
        assertThat(newestState()).isEqualTo(State.ADAPTED);
    }

    @Test
    void releaseThatWasTakenBack_isAnOutcomeWithoutARelease() throws Exception {
        String alert = moveAndAlert();

        tell(new Notice.Decided(alert, 2));
        tell(new Notice.Released(takenBack(PairModels.release("oven", 3, ""))));
        feed(target.next("oven", 200, 2));

        assertThat(windows())
                .extracting(DriftWindow::state)
                .contains(State.PERSISTING)
                .doesNotContain(State.ADAPTED);
    }

    @Test
    void outcome_opensTheNextEpisode_evenWhenItCameBeforeTheAlert() throws Exception {
        tell(LEARNT);
        List<LocatedEvent> moved = new ArrayList<>(target.next("oven", 200, 0));
        moved.addAll(target.next("oven", 300, 2));
        feed(moved);
        String first = alerts().get(0).id();
        harness.close();

        open();
        tell(LEARNT);
        tell(new Notice.Decided(first, 2));
        tell(new Notice.Released(PairModels.release("oven", 2, first)));
        feed(moved);
        feed(target.next("oven", 300, -2));

        assertThat(alerts()).extracting(DriftAlert::episode).containsExactly(1, 2);
        assertThat(alerts().get(0).id()).isEqualTo(first);
        assertThat(alerts().get(1).reference()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 37, 64, 205, 240, 290, 330, 499})
    void restore_inTheMiddleOfAWindow_givesTheSameWindowsAndAlerts(int cut) throws Exception {
        List<LocatedEvent> events = new ArrayList<>(target.next("oven", 200, 0));
        events.addAll(target.next("oven", 300, 2));
        tell(LEARNT);

        assertRestores(events, cut);
    }

    @Test
    void findings_dependNeitherOnOtherDomains_norOnParallelism() throws Exception {
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.addAll(target.next("oven", 1, i < 200 ? 0 : 2));
            events.addAll(target.next("kiln", 1, 0));
            events.addAll(target.next("forge", 1, i < 350 ? 0 : -2));
        }
        List<DriftWindow> windowsAlone = new ArrayList<>();
        List<DriftAlert> alertsAlone = new ArrayList<>();
        for (String domain : List.of("oven", "kiln", "forge")) {
            tell(LEARNT);
            feed(events.stream()
                    .filter(event -> event.event().domain().equals(domain))
                    .toList());
            windowsAlone.addAll(windows());
            alertsAlone.addAll(alerts());
            harness.close();
            open();
        }

        tell(LEARNT);
        feed(events.subList(0, 500));
        List<DriftWindow> windows = new ArrayList<>(windows());
        List<DriftAlert> alerts = new ArrayList<>(alerts());
        OperatorSubtaskState one = harness.snapshot(1, 1);
        OperatorSubtaskState[] two = new OperatorSubtaskState[2];
        for (int subtask = 0; subtask < 2; subtask++) {
            restore(one, 1, 2, subtask);
            feed(ofSubtask(subtask, events.subList(500, 1000)));
            two[subtask] = harness.snapshot(2, 2);
            windows.addAll(windows());
            alerts.addAll(alerts());
        }
        restore(AbstractStreamOperatorTestHarness.repackageState(two), 2, 1, 0);
        feed(events.subList(1000, 1500));
        windows.addAll(windows());
        alerts.addAll(alerts());

        assertThat(windows).containsExactlyInAnyOrderElementsOf(windowsAlone);
        assertThat(alerts).containsExactlyInAnyOrderElementsOf(alertsAlone);
        assertThat(alerts).extracting(DriftAlert::domain).containsExactlyInAnyOrder("oven", "forge");
    }

    @Test
    void domainWithFewEvents_raisesNoAlert_andCostsOnlyItsState() throws Exception {
        tell(LEARNT);
        feed(target.next("oven", DyadicWindows.SHORTEST - 1, 50));
        assertThat(harness.getOutput()).isEmpty();
        assertThat(entriesOfState()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();

        feed(target.next("oven", Ovens.WINDOW, 50));
        assertThat(alerts()).isEmpty();
        feed(target.next("oven", 1, 50));

        assertThat(alerts()).extracting(DriftAlert::domain).containsExactly("oven");
        assertThat(entriesOfState()).isEqualTo(1);
    }

    @Test
    void lateEvents_areCounted_andLeftOut() throws Exception {
        InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
        CoBroadcastWithKeyedOperator<String, LocatedEvent, Notice, DriftWindow> operator = operator();
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
        operator.processElement2(new StreamRecord<>(LEARNT));
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
    void newerVersionOfTheSource_isComparedWithFromThereOn_andAnOlderOneIsNot() throws Exception {
        tell(LEARNT);
        feed(target.next("oven", 100, 0));
        assertThat(windows()).extracting(DriftWindow::referenceVersion).containsOnly(1);

        tell(LEARNT_ANEW);
        tell(LEARNT);
        feed(target.next("oven", 100, 0));
        feed(target.next("oven", 300, 2));

        assertThat(windows().subList(12, windows().size()))
                .extracting(DriftWindow::referenceVersion)
                .containsOnly(2);
        assertThat(alerts()).extracting(DriftAlert::referenceVersion).containsExactly(2);
    }

    @Test
    void restore_keepsWhatWasLearntOfTheSource_byteByByte() throws Exception {
        tell(LEARNT_ANEW);
        byte[] straight = known();
        OperatorSubtaskState state = harness.snapshot(1, 1);

        restore(state);

        assertThat(known()).isEqualTo(straight).isNotEmpty();
    }

    @Test
    void silentDomain_isForgotten_withItsOpenAlert() throws Exception {
        tell(LEARNT);
        feed(target.next("oven", 200, 0));
        feed(target.next("oven", 103, 2));
        assertThat(alerts()).hasSize(1);
        int before = windows().size();

        harness.setStateTtlProcessingTime(Ovens.settings().domainTtl().toMillis() + 1);
        feed(target.next("oven", Ovens.WINDOW, 0));

        List<DriftWindow> after = windows().subList(before, windows().size());
        assertThat(after.get(0).offsets()).hasToString("[target.events-0[303,311)]");
        assertThat(after).extracting(DriftWindow::state).containsOnly(DriftWindow.State.QUIET);
    }

    @Test
    void silentDomains_leaveTheState_whileOthersGoOn() throws Exception {
        tell(LEARNT);
        feed(target.next("oven", 10, 0));
        feed(target.next("kiln", 10, 0));
        assertThat(entriesOfState()).isEqualTo(2);

        harness.setStateTtlProcessingTime(Ovens.settings().domainTtl().toMillis() + 1);
        feed(target.next("forge", 100, 0));

        assertThat(entriesOfState()).isEqualTo(1);
    }

    private void restore(OperatorSubtaskState state, int before, int subtasks, int subtask) throws Exception {
        harness.close();
        create(subtasks, subtask);
        harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, KEY_GROUPS, before, subtasks, subtask));
        harness.open();
    }

    private static List<LocatedEvent> ofSubtask(int subtask, List<LocatedEvent> events) {
        return events.stream()
                .filter(event -> KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                event.event().domain(), KEY_GROUPS, 2)
                        == subtask)
                .toList();
    }

    private int entriesOfState() {
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

    private byte[] known() throws Exception {
        Baseline baseline = harness.getOperator()
                .getOperatorStateBackend()
                .getBroadcastState(DetectDrift.BASELINE)
                .get(Channel.RAW.label());
        DataOutputSerializer out = new DataOutputSerializer(1 << 12);
        new BaselineSerializer().serialize(baseline, out);
        return out.getCopyOfBuffer();
    }

    private List<OffsetRange> offsets(String domain) {
        return windows().stream()
                .filter(window -> window.domain().equals(domain))
                .map(DriftWindow::offsets)
                .reduce(List.of(), Offsets::union);
    }

    private static Notice learnt(int version, int events) {
        return new Notice.Learned(Baseline.of(
                Ovens.source(1).next("oven", events, 0),
                version,
                Ovens.settings().randomFeatures(),
                Ovens.settings().calibration(),
                7));
    }

    private String moveAndAlert() throws Exception {
        tell(LEARNT);
        feed(target.next("oven", 200, 0));
        feed(target.next("oven", 300, 2));
        return alerts().get(0).id();
    }

    private State newestState() {
        return windows().get(windows().size() - 1).state();
    }

    private static ModelRelease takenBack(ModelRelease release) {
        return new ModelRelease(
                release.id(),
                release.domain(),
                release.version(),
                release.parentVersion(),
                "",
                "",
                release.features(),
                release.labels(),
                release.artifacts(),
                List.of(),
                release.seed(),
                release.steps(),
                List.of(),
                List.of(),
                release.createdAt(),
                release.provenance(),
                release.notAfter(),
                1);
    }
}
